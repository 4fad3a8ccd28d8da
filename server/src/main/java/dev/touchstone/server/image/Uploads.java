package dev.touchstone.server.image;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.ops.TouchstoneHome;
import dev.touchstone.server.problem.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Receives bodies too large for memory: to nameless files under this server's home, of which there is a quota. */
@Component
public class Uploads {

    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final long quota;
    private final AtomicLong spooled = new AtomicLong();

    Uploads(TouchstoneHome home, ImageProperties settings) throws IOException {
        this.folder = Files.createDirectories(home.directory().resolve("uploads"));
        this.quota = settings.spool().toBytes();
    }

    /**
     * Receives {@code body} to its end.
     *
     * @throws Refusal 503 if too much is being received already, 400 if there is nothing
     */
    public Upload receive(InputStream body) throws IOException {
        FileChannel file = open();
        AtomicLong size = new AtomicLong();
        boolean whole = false;
        try {
            Bytes sha256 = copy(body, file, size);
            if (size.get() == 0) {
                throw new Refusal(400, "body-empty", "The body is the file, and it is empty.");
            }
            whole = true;
            return new Upload(file, sha256, size.get(), () -> spooled.addAndGet(-size.getAndSet(0)));
        } finally {
            if (!whole) {
                spooled.addAndGet(-size.get());
                file.close();
            }
        }
    }

    /** Without a name from the start (POSIX unlinks what is to be deleted on close), so that a crash leaves nothing. */
    private FileChannel open() throws IOException {
        return FileChannel.open(
                folder.resolve(UUID.randomUUID().toString()),
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE));
    }

    private Bytes copy(InputStream body, FileChannel file, AtomicLong size) throws IOException {
        MessageDigest digest = HashAlgorithm.SHA256.newDigest();
        byte[] buffer = new byte[BUFFER];
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            size.addAndGet(read);
            if (spooled.addAndGet(read) > quota) {
                throw new Refusal(
                        503,
                        "upload-quota",
                        "The uploads under way fill the space there is for them.",
                        List.of(),
                        Duration.ofMinutes(1));
            }
            digest.update(buffer, 0, read);
            for (ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read); bytes.hasRemaining(); ) {
                file.write(bytes);
            }
        }
        return Bytes.of(digest.digest());
    }
}
