package dev.touchstone.agent.show;

import dev.touchstone.agent.evidence.BootLogs;
import dev.touchstone.agent.evidence.LogPaths;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.facts.Hints;
import dev.touchstone.uefi.Guid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;

/** Logs recorded, and logs made up to do harm. */
final class Samples {

    static final List<String> BOOTS = List.of("golden", "altered-cmdline", "new-initrd", "secure-boot", "uki-direct");

    /** Clears the screen by ESC and by a C1 control, turns the line around, and is gone on a terminal. */
    static final String EVIL = "\u001b[2J\u009b2J\u202egnp.\u2066\u007f\u0007\r\nFINDINGS\u2028none\ud83d\ude00é";

    private static final Path BOOTS_AT = Path.of("../deploy/lab/boots");
    private static final Path VECTORS = Path.of("../../shared/vectors");

    private Samples() {}

    static Path boot(String name) {
        return BOOTS_AT.resolve(name).resolve("firmware.log");
    }

    static ShownLogs recorded(String boot) throws UnreadableLogException {
        return read(bytes(boot(boot)), Optional.empty());
    }

    /** A boot of systemd 262 with its own log; the test is skipped where a checkout has none beside it. */
    static ShownLogs systemd() throws UnreadableLogException {
        Path folder = VECTORS.resolve("lab-systemd262");
        Assumptions.assumeTrue(Files.isDirectory(folder), "no ../shared/vectors beside this checkout");
        return read(bytes(folder.resolve("firmware.log")), Optional.of(bytes(folder.resolve("userspace.log"))));
    }

    static ShownLogs read(Bytes firmware, Optional<Bytes> userspace) throws UnreadableLogException {
        return read(firmware, userspace, Optional.empty());
    }

    /** A recorded boot with its IMA list, {@code ima.bin} or {@code ima.txt}. */
    static ShownLogs withIma(String boot, String list) throws UnreadableLogException {
        return read(
                bytes(boot(boot)),
                Optional.empty(),
                Optional.of(bytes(boot(boot).resolveSibling(list))));
    }

    private static ShownLogs read(Bytes firmware, Optional<Bytes> userspace, Optional<Bytes> ima)
            throws UnreadableLogException {
        LogPaths paths =
                new LogPaths(Path.of("firmware.log"), Path.of("userspace.log"), Optional.of(Path.of("ima.list")));
        return ShownLogs.read(paths, new BootLogs(firmware, userspace, ima), Hints.none());
    }

    static Selection all() {
        return Selection.of(Set.of(), List.of(), List.of(), Optional.empty());
    }

    static String text(ShownLogs logs, Selection selection, Terminal terminal) {
        return printed(out -> new LogText(logs, selection, false).print(out, terminal));
    }

    static String printed(Consumer<PrintStream> printer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        printer.accept(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** {@link #EVIL} as a measured command line, a boot option's name, an initrd's path and a userspace string. */
    static ShownLogs hostile() throws UnreadableLogException {
        Bytes option = loadOption(EVIL);
        Bytes firmware = Bytes.concat(
                event(8, 0xd, Bytes.ofUtf8("/x " + EVIL), Bytes.ofUtf8("kernel_cmdline: /x " + EVIL + "\0")),
                event(1, 0x80000002, option, variable("Boot0001", option)),
                event(9, 0xd, Bytes.ofUtf8("content"), Bytes.ofUtf8("/initrd" + EVIL + "/initrd.img\0")),
                event(4, 0x0bad, Bytes.ofUtf8(EVIL), Bytes.ofUtf8(EVIL)),
                event(5, 0x80000007, Bytes.ofUtf8("another"), Bytes.ofUtf8(EVIL)));
        return read(firmware, Optional.of(record("phase", EVIL)));
    }

    private static Bytes record(String type, String string) {
        String digest = HashAlgorithm.SHA1.hash(Bytes.ofUtf8(string)).toHex();
        StringBuilder escaped = new StringBuilder();
        string.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));
        return Bytes.ofUtf8("\u001e{\"pcr\":15,\"digests\":[{\"hashAlg\":\"sha1\",\"digest\":\"" + digest
                + "\"}],\"content_type\":\"systemd\",\"content\":{\"eventType\":\"" + type + "\",\"string\":\""
                + escaped
                + "\"}}\n");
    }

    /** TCG_PCClientPCREvent (PC Client PFP §10.2.1). */
    private static Bytes event(int pcr, int type, Bytes measured, Bytes data) {
        return Bytes.concat(u32(pcr), u32(type), HashAlgorithm.SHA1.hash(measured), u32(data.length()), data);
    }

    /** UEFI_VARIABLE_DATA (PC Client PFP §10.2.6). */
    private static Bytes variable(String name, Bytes data) {
        return Bytes.concat(
                Guid.of("8be4df61-93ca-11d2-aa0d-00e098032b8c").value(),
                u32(name.length()),
                u32(0),
                u32(data.length()),
                u32(0),
                wide(name),
                data);
    }

    /** EFI_LOAD_OPTION (UEFI §3.1.3) with an empty device path. */
    private static Bytes loadOption(String description) {
        return Bytes.concat(u32(1), Bytes.ofHex("0400"), wide(description + "\0"), Bytes.ofHex("7fff0400"));
    }

    private static Bytes wide(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_16LE));
    }

    private static Bytes u32(int value) {
        return Bytes.of(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    private static Bytes bytes(Path file) {
        try {
            return Bytes.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
