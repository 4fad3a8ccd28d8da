package dev.touchstone.log.ima;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The recorded lists beside the checkout, and what is known of them. */
public final class ImaVectors {

    /** Those that end in bytes of no whole record; without them they are good lists. */
    public static final List<String> WITH_TAIL =
            List.of("tpm2-tss-sml-ima-sha1.bin", "tpm2-tss-sml-ima-ng-sha1.bin", "tpm2-tss-sml-ima-sig-sha256.bin");

    /** One whose only record lacks its last byte, a NUL. */
    public static final String CUT = "tpm2-tss-sml-ima-ng-sha1-invalidated.bin";

    /** One whose every line is to be refused. */
    public static final String INVALID = "keylime-ast-invalid.txt";

    private ImaVectors() {}

    /** What {@code expected-replay-ima.json} tells of each list. */
    public static JsonNode expected() {
        return Vectors.json(Vectors.shared("linux/expected-replay-ima.json"));
    }

    /** A list of {@code linux/ima}. */
    public static Path file(String name) {
        return Vectors.shared("linux/ima").resolve(name);
    }

    /** Every list there is in the vectors, good or not, apart from files that only lie beside them. */
    public static List<Path> all() {
        return Stream.of(
                        Vectors.files(Vectors.shared("linux/ima"), ".bin").stream(),
                        Vectors.files(Vectors.shared("linux/ima"), ".txt").stream()
                                .filter(f -> !f.endsWith("ima-evm-utils-tpm-pcrs-8-9.txt")),
                        Vectors.files(Vectors.shared("keylime"), ".txt").stream()
                                .filter(f -> f.getFileName().toString().startsWith("ima_")),
                        keylimeAlgorithms().stream(),
                        Stream.of(
                                Vectors.shared("lab-systemd262/ima.bin"),
                                Vectors.shared("lab-systemd262/ima.txt"),
                                Vectors.shared("lab-shim-grub-secureboot/ima.txt")))
                .flatMap(s -> s)
                .toList();
    }

    /** Lists with digests of many algorithms. */
    public static List<Path> keylimeAlgorithms() {
        return Stream.of("sha1", "sha256", "sha384", "sha512", "sm3_256", "unknown")
                .map(a -> Vectors.shared("keylime/test/data/create-runtime-policy/ima-log-" + a))
                .toList();
    }

    /** Reads a list by its form. */
    public static ImaLog read(Path file, Bytes content) throws MalformedException {
        return file.toString().endsWith(".bin") ? ImaLog.parse(content) : ImaLog.parseAscii(content);
    }

    /** A list of {@code linux/ima}, without its tail, and with the byte that one lacks. */
    public static ImaLog whole(String name) throws MalformedException {
        Bytes content = Vectors.bytes(file(name));
        if (name.equals(CUT)) {
            return ImaLog.parse(Bytes.concat(content, Bytes.of((byte) 0)));
        }
        int end = WITH_TAIL.contains(name) ? lastRecord(content) : content.length();
        return read(file(name), content.slice(0, end));
    }

    /** Where what is left over begins: the last place up to which there are whole records. */
    private static int lastRecord(Bytes content) {
        for (int end = content.length() - 1; end > 0; end--) {
            try {
                ImaLog.parse(content.slice(0, end));
                return end;
            } catch (MalformedException _) {
                // not yet
            }
        }
        throw new AssertionError("no whole record");
    }
}
