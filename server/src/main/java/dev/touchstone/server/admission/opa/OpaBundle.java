package dev.touchstone.server.admission.opa;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A bundle: a gzipped tar of a manifest, data and a policy. The same content is the same bytes.
 *
 * @param revision SHA-256 of data and policy, in hex
 * @param archive the tar.gz
 */
record OpaBundle(String revision, Bytes archive) {

    private static final int FILE_MODE = 0100644;

    /**
     * Packs it.
     *
     * @param root the part of OPA's data that it owns
     */
    static OpaBundle of(JsonMapper json, String root, byte[] data, byte[] policy) {
        String revision = HashAlgorithm.SHA256
                .hash(Bytes.concat(Bytes.of(data), Bytes.of(policy)))
                .toHex();
        byte[] manifest = json.writeValueAsBytes(Map.of("revision", revision, "roots", new String[] {root}));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(out), StandardCharsets.UTF_8.name())) {
            add(tar, ".manifest", manifest);
            add(tar, "data.json", data);
            add(tar, root + "/admission.rego", policy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new OpaBundle(revision, Bytes.of(out.toByteArray()));
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setMode(FILE_MODE);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
