package dev.touchstone.server.image.digests;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.image.Upload;
import dev.touchstone.server.image.Uploads;
import dev.touchstone.server.problem.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;
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

/** {@code /api/v1/digest-lists}: digests of files, a line each, as {@link DigestLine} reads them. */
@RestController
@RequestMapping("/api/v1/digest-lists")
class DigestListController {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,126}[a-z0-9])?");

    private final Uploads uploads;
    private final DigestLists lists;

    DigestListController(Uploads uploads, DigestLists lists) {
        this.uploads = uploads;
        this.lists = lists;
    }

    record Page(List<DigestListView> lists) {}

    @PostMapping(consumes = {MediaType.TEXT_PLAIN_VALUE, MediaType.APPLICATION_NDJSON_VALUE})
    ResponseEntity<DigestListView> addDigestList(
            @RequestParam String name, InputStream body, @AuthenticationPrincipal Caller caller) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new Refusal(
                    400,
                    "name-invalid",
                    "A list's name has 1 to 128 lower-case letters, digits, dots, hyphens and underscores.");
        }
        try (Upload upload = uploads.receive(body)) {
            DigestLists.Added added = lists.add(name, upload, caller.name());
            return ResponseEntity.status(added.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                    .body(added.list());
        }
    }

    @GetMapping
    Page listDigestLists() {
        return new Page(lists.all());
    }

    @GetMapping("/{name}")
    Page getDigestList(@PathVariable String name) {
        List<DigestListView> versions = lists.versions(name);
        if (versions.isEmpty()) {
            throw Refusal.notFound("There is no such list.");
        }
        return new Page(versions);
    }
}
