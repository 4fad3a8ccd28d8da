package dev.touchstone.server.image;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.access.Caller;
import dev.touchstone.server.json.HexBytes;
import dev.touchstone.server.problem.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/images}: boot images by their content. The body of a POST is the file itself. */
@RestController
@RequestMapping("/api/v1/images")
class ImageController {

    private static final int MAX_LIMIT = 500;

    private final Images images;
    private final ImageIntake intake;

    ImageController(Images images, ImageIntake intake) {
        this.images = images;
        this.intake = intake;
    }

    /**
     * Some images.
     *
     * @param next what to ask for next as {@code after}; absent at the end
     */
    record Page(List<ImageView> images, @Nullable HexBytes next) {}

    @PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    ResponseEntity<ImageView> addImage(
            @RequestParam String name,
            @RequestParam(required = false) @Nullable String label,
            InputStream body,
            @AuthenticationPrincipal Caller caller)
            throws IOException {
        Names.require(name);
        Names.require(label == null ? name : label);
        ImageIntake.Taken taken = intake.take(name, label == null ? name : label, body, caller.name());
        return ResponseEntity.status(taken.added() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(get(taken.sha256()));
    }

    @GetMapping
    Page listImages(
            @RequestParam(required = false) @Nullable String digest,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new Refusal(400, "limit-invalid", "A page has 1 to " + MAX_LIMIT + " images.");
        }
        if (digest != null) {
            return new Page(images.having(hex(digest), limit), null);
        }
        List<ImageView> found = images.page(after == null ? null : hex(after), limit);
        return new Page(found, found.size() < limit ? null : found.getLast().sha256());
    }

    @GetMapping("/{sha256}")
    ImageView getImage(@PathVariable String sha256) {
        return get(hex(sha256));
    }

    private ImageView get(Bytes sha256) {
        return images.find(sha256).orElseThrow(() -> Refusal.notFound("There is no such image."));
    }

    private static Bytes hex(String text) {
        try {
            return HexBytes.parse(text).bytes();
        } catch (IllegalArgumentException _) {
            throw new Refusal(400, "digest-invalid", "A digest is written in hex.");
        }
    }
}
