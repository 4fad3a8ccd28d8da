package dev.touchstone.server.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.pcrlock.PcrlockDirectory;
import dev.touchstone.reference.Component;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Components as a folder of {@code .pcrlock} files, packed. */
final class PcrlockZip {

    private PcrlockZip() {}

    static byte[] of(List<Component> components) {
        PcrlockDirectory.Export export = PcrlockDirectory.write(components);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            for (Map.Entry<String, Bytes> file : export.files().entrySet()) {
                add(zip, file.getKey(), file.getValue());
            }
            if (!export.omitted().isEmpty()) {
                add(zip, "omitted.txt", Bytes.ofUtf8(String.join("\n", export.omitted()) + "\n"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, Bytes content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.toArray());
        zip.closeEntry();
    }
}
