package dev.touchstone.log.ima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.Boots;
import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@DisplayName("A recorded measurement list")
class ImaVectorsTest {

    private static final int SMALL = 4096;
    private static final int STRIDE = 97;

    @Test
    @DisplayName("reads with the records, templates, violations and good template hashes known of it")
    void known() throws MalformedException {
        int lists = 0;
        for (var known : ImaVectors.expected().properties()) {
            ImaLog log = ImaVectors.whole(known.getKey());
            JsonNode expected = known.getValue();
            List<ImaRecord> records = log.records();
            assertThat(records)
                    .as(known.getKey())
                    .hasSize(expected.get("entries").asInt());
            assertThat(records.stream().filter(ImaRecord::violation).count())
                    .as(known.getKey())
                    .isEqualTo(expected.get("violations").asInt());
            assertThat(records.stream().filter(ImaRecord::headerMatches).count())
                    .as(known.getKey())
                    .isEqualTo(expected.get("sha1TemplateHashOk").asInt());
            List<String> templates = new ArrayList<>();
            expected.get("templates").forEach(t -> templates.add(t.asString()));
            assertThat(new TreeSet<>(records.stream().map(ImaRecord::template).toList()))
                    .as(known.getKey())
                    .containsExactlyElementsOf(templates);
            assertThat(records)
                    .as(known.getKey())
                    .extracting(ImaRecord::entry)
                    .noneMatch(ImaEntry.Unreadable.class::isInstance);
            lists++;
        }
        assertThat(lists).isEqualTo(19);
    }

    @ParameterizedTest
    @FieldSource("dev.touchstone.log.ima.ImaVectors#WITH_TAIL")
    @DisplayName("that ends in bytes of no whole record is refused, and the record named")
    void tail(String name) throws MalformedException {
        int whole = ImaVectors.whole(name).size();
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> ImaLog.parse(Vectors.bytes(ImaVectors.file(name))))
                .withMessageStartingWith("record " + whole + ": ");
    }

    @Test
    @DisplayName("whose only record lacks a byte is refused")
    void cutVector() {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> ImaLog.parse(Vectors.bytes(ImaVectors.file(ImaVectors.CUT))))
                .withMessage("record 0: template data needs 49 bytes, 48 remain");
    }

    @Test
    @DisplayName("is refused line by line where Keylime refuses it")
    void invalid() {
        String[] lines =
                Vectors.bytes(ImaVectors.file(ImaVectors.INVALID)).toUtf8().split("\n", -1);
        assertThat(lines).hasSize(5);
        for (int i = 0; i < 4; i++) {
            Bytes line = Bytes.ofUtf8(lines[i] + "\n");
            assertThatExceptionOfType(MalformedException.class)
                    .as(lines[i])
                    .isThrownBy(() -> ImaLog.parseAscii(line))
                    .withMessageStartingWith("record 0: ");
        }
    }

    static List<Path> all() {
        return ImaVectors.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName("cut anywhere is refused, or read as exactly the whole records before the cut")
    void cut(Path file) {
        Bytes content = Vectors.bytes(file);
        int refused = 0;
        for (int end = 0; end < content.length(); end += end < SMALL ? 1 : STRIDE) {
            Bytes cut = content.slice(0, end);
            try {
                ImaLog log = ImaVectors.read(file, cut);
                boolean boundary = end == 0
                        || (file.toString().endsWith(".bin")
                                ? log.offset(log.size()) == end
                                : content.at(end - 1) == '\n');
                assertThat(boundary).as("%s cut to %d", file, end).isTrue();
            } catch (MalformedException _) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName("with any one byte changed is read or refused, never anything else")
    void changed(Path file) {
        byte[] content = Vectors.bytes(file).toArray();
        int outcomes = 0;
        for (int at = 0; at < Math.min(content.length, SMALL); at++) {
            byte good = content[at];
            content[at] ^= (byte) (at % 2 == 0 ? 0x80 : 0x01);
            try {
                ImaLog log = ImaVectors.read(file, Bytes.of(content).slice(0, Math.min(content.length, 2 * SMALL)));
                log.records().forEach(ImaRecord::entry);
                outcomes++;
            } catch (MalformedException _) {
                outcomes++;
            }
            content[at] = good;
        }
        assertThat(outcomes).isEqualTo(Math.min(content.length, SMALL));
    }

    @Test
    @DisplayName("of systemd 262 says the same in both forms, byte by byte")
    void bothFormsOfSystemd() throws MalformedException {
        ImaLog binary = ImaLog.parse(Vectors.bytes(Vectors.shared("lab-systemd262/ima.bin")));
        ImaLog ascii = ImaLog.parseAscii(Vectors.bytes(Vectors.shared("lab-systemd262/ima.txt")));
        assertThat(binary.size()).isEqualTo(124);
        assertThat(ascii.raw()).isEqualTo(binary.raw());
        assertThat(ascii.records())
                .extracting(ImaRecord::entry)
                .containsExactlyElementsOf(
                        binary.records().stream().map(ImaRecord::entry).toList());
    }

    @ParameterizedTest
    @FieldSource("dev.touchstone.Boots#ALL")
    @DisplayName("of the lab's boots says the same in both forms, byte by byte")
    void bothFormsOfTheLab(String boot) throws MalformedException {
        Bytes binary = Vectors.bytes(Vectors.boot(boot + "/ima.bin"));
        assertThat(Boots.ALL).contains(boot);
        assertThat(ImaLog.parseAscii(Vectors.bytes(Vectors.boot(boot + "/ima.txt")))
                        .raw())
                .isEqualTo(binary);
        assertThat(ImaLog.parse(binary).records()).hasSize(4).allMatch(ImaRecord::headerMatches);
    }

    @Test
    @DisplayName("keeps digests of algorithms unknown here by their name")
    void algorithms() throws MalformedException {
        List<String> names = new ArrayList<>();
        for (Path file : ImaVectors.keylimeAlgorithms()) {
            ImaLog log = ImaLog.parseAscii(Vectors.bytes(file));
            assertThat(log.record(1).entry()).isInstanceOfSatisfying(ImaEntry.File.class, f -> {
                names.add(f.digest().algorithmName());
                assertThat(f.path()).isEqualTo("/data");
                assertThat(f.digest().algorithm().isPresent())
                        .isEqualTo(!f.digest().algorithmName().equals("unknown"));
            });
        }
        assertThat(names).containsExactly("sha1", "sha256", "sha384", "sha512", "sm3_256", "unknown");
    }

    @Test
    @DisplayName("of Keylime's SM3 host carries headers that are not its records' hashes")
    void sm3() throws MalformedException {
        ImaLog log = ImaVectors.whole("keylime-ima-log-sm3_256.txt");
        assertThat(log.headerAlgorithm()).isEqualTo(HashAlgorithm.SHA256);
        assertThat(log.record(0).violation()).isTrue();
        assertThat(log.record(1).headerMatches()).isFalse();
    }

    @Test
    @DisplayName("shows a key that was loaded into a keyring")
    void keyring() throws MalformedException {
        assertThat(ImaVectors.whole("keylime-ima-buf-keyring.txt").record(0).entry())
                .isInstanceOfSatisfying(ImaEntry.Buffer.class, b -> {
                    assertThat(b.name()).isEqualTo(".ima");
                    assertThat(HashAlgorithm.SHA256.hash(b.buffer()))
                            .isEqualTo(b.digest().value());
                });
    }
}
