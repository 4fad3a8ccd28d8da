package dev.touchstone.server.image.archive;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Makes Debian packages, well formed unless told otherwise. */
public final class DebBuilder {

    private final String name;
    private final ByteArrayOutputStream files = new ByteArrayOutputStream();
    private String packing = "xz";

    private DebBuilder(String name) {
        this.name = name;
    }

    public static DebBuilder named(String name) {
        return new DebBuilder(name);
    }

    /** How the files are packed: {@code xz}, {@code gz}, {@code zst}, or anything else, as it is. */
    public DebBuilder packed(String suffix) {
        packing = suffix;
        return this;
    }

    public DebBuilder file(String path, byte[] content) {
        return path.length() < 100
                ? entry(path, '0', content)
                : entry("././@LongLink", 'L', (path + "\0").getBytes(StandardCharsets.UTF_8))
                        .entry(path.substring(0, 99), '0', content);
    }

    DebBuilder entry(String path, char type, byte[] content) {
        files.writeBytes(tarEntry(path, type, content));
        return this;
    }

    DebBuilder raw(byte[] blocks) {
        files.writeBytes(blocks);
        return this;
    }

    public byte[] build() {
        byte[] control = tarEntry(
                "./control",
                '0',
                "Package: %s\nVersion: 6.12.9-1\nArchitecture: amd64\nDescription: x\n"
                        .formatted(name)
                        .getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream deb = new ByteArrayOutputStream();
        deb.writeBytes("!<arch>\n".getBytes(StandardCharsets.US_ASCII));
        member(deb, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
        member(deb, "control.tar.gz", pack("gz", ended(control)));
        member(deb, "data.tar" + (packing.isEmpty() ? "" : "." + packing), pack(packing, ended(files.toByteArray())));
        return deb.toByteArray();
    }

    static void member(ByteArrayOutputStream ar, String name, byte[] content) {
        String header = "%-16s%-12d%-6d%-6d%-8s%-10d`\n".formatted(name, 0, 0, 0, "100644", content.length);
        ar.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        ar.writeBytes(content);
        if (content.length % 2 == 1) {
            ar.write('\n');
        }
    }

    static byte[] ended(byte[] tar) {
        return Arrays.copyOf(tar, tar.length + 1024);
    }

    static byte[] tarEntry(String path, char type, byte[] content) {
        byte[] header = new byte[512];
        put(header, 0, path);
        put(header, 100, "0000644");
        put(header, 124, "%011o".formatted(content.length));
        put(header, 136, "00000000000");
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 257, "ustar  ");
        int sum = 0;
        for (byte octet : header) {
            sum += octet & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        byte[] entry = Arrays.copyOf(header, 512 + (content.length + 511) / 512 * 512);
        System.arraycopy(content, 0, entry, 512, content.length);
        return entry;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    static byte[] pack(String how, byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = packer(how, packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static OutputStream packer(String how, OutputStream out) throws IOException {
        return switch (how) {
            case "gz" -> new GZIPOutputStream(out);
            case "xz" -> new XZOutputStream(out, new LZMA2Options());
            case "zst" -> new ZstdOutputStream(out);
            default -> out;
        };
    }
}
