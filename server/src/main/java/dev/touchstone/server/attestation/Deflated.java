package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** How logs are kept. */
final class Deflated {

    private Deflated() {}

    static byte[] of(Bytes content) {
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
            deflater.setInput(content.toArray());
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(content.length() / 2 + 64);
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        }
    }

    static Bytes inflate(byte[] deflated, int size) {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(deflated);
            byte[] content = new byte[size];
            int at = 0;
            while (at < size && !inflater.finished() && !inflater.needsInput()) {
                at += inflater.inflate(content, at, size - at);
            }
            return Bytes.of(content);
        } catch (DataFormatException e) {
            throw new IllegalStateException("a stored log does not inflate", e);
        }
    }
}
