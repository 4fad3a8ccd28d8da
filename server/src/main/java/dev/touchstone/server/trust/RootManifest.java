package dev.touchstone.server.trust;

import dev.touchstone.bytes.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The roots of TPM makers known when this was built, by fingerprint. It recognises; it does not trust: no certificate
 * is shipped, and a root counts only once an administrator has imported it.
 *
 * @param roots the roots, each fingerprint once
 */
record RootManifest(List<Root> roots) {

    /**
     * One root.
     *
     * @param sha256 the certificate's fingerprint in hex
     * @param maker whose TPMs it is for
     * @param virtual whether these are software
     * @param subject for a person
     * @param sources where the fingerprint was found: Microsoft's signed list, a pinned list, the maker's repository
     */
    record Root(String sha256, String maker, boolean virtual, String subject, List<String> sources) {}

    private static final String RESOURCE = "/trust/manifest.json";

    /** The manifest inside this jar. */
    static RootManifest shipped() {
        try (InputStream in = RootManifest.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from this build");
            }
            return JsonMapper.shared().readValue(in.readAllBytes(), RootManifest.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Anchor.Label> recognise(Bytes sha256) {
        return roots.stream()
                .filter(root -> root.sha256().equals(sha256.toHex()))
                .findFirst()
                .map(root -> new Anchor.Label(root.maker(), root.virtual(), true));
    }
}
