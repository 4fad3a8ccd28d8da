package dev.touchstone.server.image;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.prediction.PredictionOptions;
import dev.touchstone.server.image.archive.ArchiveRefusedException;
import dev.touchstone.server.problem.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Receives an image, describes it and keeps the description. */
@Component
class ImageIntake {

    private static final Duration WAIT = Duration.ofMinutes(1);

    private final Uploads uploads;
    private final Images images;
    private final ImageProperties settings;

    /** One at a time: each may hold a file of hundreds of megabytes in memory. */
    private final Semaphore turn = new Semaphore(1, true);

    ImageIntake(Uploads uploads, Images images, ImageProperties settings) {
        this.uploads = uploads;
        this.images = images;
        this.settings = settings;
    }

    /** What became of an upload. */
    record Taken(Bytes sha256, boolean added) {}

    Taken take(String name, String label, InputStream body, String actor) throws IOException {
        try (Upload upload = uploads.receive(body)) {
            if (images.find(upload.sha256()).isPresent()) {
                return new Taken(upload.sha256(), false);
            }
            ImageDescription description = describe(name, label, upload);
            boolean added =
                    images.add(new Images.NewImage(upload.sha256(), upload.size(), name, label, actor), description);
            return new Taken(upload.sha256(), added);
        }
    }

    private ImageDescription describe(String name, String label, Upload upload) throws IOException {
        awaitTurn();
        try {
            return new ImageReader(
                            PredictionOptions.of(label), settings.inMemory().toBytes())
                    .read(name, upload.content());
        } catch (ArchiveRefusedException e) {
            throw new Refusal(422, "image-refused", "The image is not taken: " + e.getMessage() + ".");
        } finally {
            turn.release();
        }
    }

    private void awaitTurn() {
        try {
            if (turn.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new Refusal(503, "busy", "Other images are being read.", List.of(), WAIT);
    }
}
