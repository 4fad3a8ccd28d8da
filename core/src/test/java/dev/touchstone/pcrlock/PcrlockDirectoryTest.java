package dev.touchstone.pcrlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.touchstone.Boots;
import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.reference.Capture;
import dev.touchstone.reference.Component;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.Variant;
import dev.touchstone.replay.ReplayedBoot;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A folder of .pcrlock files")
class PcrlockDirectoryTest {

    private static final HashAlgorithm BANK = HashAlgorithm.SHA256;
    private static final String DIGEST = "ab".repeat(32);
    private static final String RECORD =
            "{\"pcr\":4,\"digests\":[{\"hashAlg\":\"sha256\",\"digest\":\"" + DIGEST + "\"}]}";
    private static final String FILE = "{\"records\":[" + RECORD + "]}";

    private static List<Component> read(Map<String, String> files) throws MalformedException {
        return PcrlockDirectory.read(files.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, f -> Bytes.ofUtf8(f.getValue()))));
    }

    private static void assertRefused(Map<String, String> files, String message) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> read(files))
                .withMessageContaining(message);
    }

    private static Variant.Sequence sequence(String label, Set<Integer> pcrs, String... records) {
        return new Variant.Sequence(
                label,
                pcrs,
                IntStream.range(0, records.length)
                        .mapToObj(i -> new ReferenceRecord(
                                4 + i, Map.of(BANK, BANK.hash(Bytes.ofUtf8(records[i]))), records[i]))
                        .toList());
    }

    private static Map<String, Bytes> shipped() {
        Path folder = Vectors.shared("linux/systemd/pcrlock.d");
        Map<String, Bytes> files = new HashMap<>();
        Vectors.files(folder, ".pcrlock")
                .forEach(f -> files.put(folder.relativize(f).toString(), Vectors.bytes(f)));
        return files;
    }

    @Test
    void that_systemd_ships_is_read_in_its_order_with_the_digests_of_its_words() throws MalformedException {
        List<Component> components = PcrlockDirectory.read(shipped());

        assertThat(components)
                .extracting(Component::id)
                .containsExactly(
                        "350-action-efi-application",
                        "400-secureboot-separator",
                        "500-separator",
                        "700-action-efi-exit-boot-services",
                        "750-enter-initrd",
                        "751-os-separator",
                        "770-nvpcr-separator",
                        "800-leave-initrd",
                        "850-sysinit",
                        "900-ready",
                        "950-shutdown",
                        "990-final");
        Variant.Sequence phase = (Variant.Sequence) components.get(8).variants().getFirst();
        assertThat(phase.records()).singleElement().satisfies(r -> {
            assertThat(r.pcr()).isEqualTo(11);
            assertThat(r.digest(BANK)).contains(BANK.hash(Bytes.ofUtf8("sysinit")));
            assertThat(r.digests()).hasSize(4);
        });
    }

    @Test
    void whose_variant_has_no_records_says_that_what_the_others_measure_may_be_left_out() throws MalformedException {
        Component exit = PcrlockDirectory.read(shipped()).get(3);

        assertThat(exit.variants()).extracting(Variant::label).containsExactly("300-present", "600-absent");
        assertThat(exit.variants()).allSatisfy(v -> assertThat(v.pcrs()).containsExactly(5));
        assertThat(((Variant.Sequence) exit.variants().getLast()).records()).isEmpty();
    }

    @Test
    void of_systemd_is_written_as_it_was_read() throws MalformedException {
        List<Component> components = PcrlockDirectory.read(shipped());

        Map<String, Bytes> files = PcrlockDirectory.write(components).files();

        assertThat(PcrlockDirectory.read(files)).isEqualTo(components);
        assertThat(files.keySet())
                .contains("500-separator.pcrlock.d/300-0x00000000.pcrlock", "850-sysinit.pcrlock")
                .hasSameSizeAs(shipped().keySet());
    }

    @ParameterizedTest
    @FieldSource("dev.touchstone.Boots#ALL")
    void holds_all_that_was_captured_of_a_boot(String name) throws MalformedException {
        ReplayedBoot boot = Boots.recorded(name);
        List<Component> components = Capture.of(boot, name, Capture.capturable(boot));

        PcrlockDirectory.Export export = PcrlockDirectory.write(components);

        assertThat(export.omitted()).isEmpty();
        assertThat(PcrlockDirectory.read(export.files())).isEqualTo(components);
    }

    @Test
    void keeps_labels_texts_order_and_the_PCRs_in_which_nothing_is_allowed() throws MalformedException {
        List<Component> components = List.of(
                new Component(400, "loader", List.of(sequence("b \"quoted\" \n \u007f é 🔒", Set.of(12), "kernel\\"))),
                new Component(
                        405,
                        "kernel-image",
                        List.of(
                                sequence("zeta", Set.of(), "one", "two"),
                                sequence("alpha, not ../../etc/passwd", Set.of(4, 9)),
                                sequence("alpha, not ../../etc/passwd", Set.of(4), "three"))),
                new Component(999, "last", List.of(sequence("closed", Set.of(12)))));

        Map<String, Bytes> files = PcrlockDirectory.write(components).files();

        assertThat(PcrlockDirectory.read(files)).isEqualTo(components);
        assertThat(files.keySet())
                .containsExactly(
                        "400-loader.pcrlock",
                        "405-kernel-image.pcrlock.d/0000-zeta.pcrlock",
                        "405-kernel-image.pcrlock.d/0001-alpha-not-..-..-etc-passwd.pcrlock",
                        "405-kernel-image.pcrlock.d/0002-alpha-not-..-..-etc-passwd.pcrlock",
                        "999-last.pcrlock");
    }

    @Test
    void keeps_what_a_variant_goes_with() throws MalformedException {
        Variant variant = new Variant.Sequence(
                "v",
                Variant.INTERCHANGEABLE,
                Set.of(),
                sequence("x", Set.of(), "one").records());
        List<Component> components = List.of(new Component(4, "a", List.of(variant)));

        assertThat(PcrlockDirectory.read(PcrlockDirectory.write(components).files()))
                .isEqualTo(components);
    }

    @Test
    void omits_what_no_such_file_can_say_and_says_so() {
        Variant bare = new Variant.BareValues("as is", Map.of(14, Map.of(BANK, BANK.zero())));

        PcrlockDirectory.Export export = PcrlockDirectory.write(List.of(
                new Component(7, "mok", List.of(bare, sequence("events", Set.of(), "one")))));

        assertThat(export.omitted())
                .containsExactly("Variant \"as is\" of component 007-mok is no sequence of records.");
        assertThat(export.files().keySet()).containsExactly("007-mok.pcrlock.d/events.pcrlock");
    }

    @Test
    void is_not_written_when_two_components_share_a_number() {
        Component one = new Component(4, "one", List.of(sequence("a", Set.of(), "x")));
        Component two = new Component(4, "two", List.of(sequence("b", Set.of(), "y")));

        assertThatIllegalArgumentException().isThrownBy(() -> PcrlockDirectory.write(List.of(one, two)));
    }

    @Test
    void gives_components_of_one_number_the_next_ones_and_keeps_their_order() throws MalformedException {
        assertThat(read(Map.of(
                        "250-b.pcrlock", FILE, "250-a.pcrlock", FILE, "250-c.pcrlock", FILE, "251-0.pcrlock", FILE)))
                .extracting(Component::id)
                .containsExactly("250-a", "251-b", "252-c", "253-0");
        assertRefused(Map.of("999-b.pcrlock", FILE, "999-a.pcrlock", FILE), "999-b finds no number free");
    }

    @Test
    void sorts_by_bytes_as_systemd_does() throws MalformedException {
        assertThat(read(Map.of("250-a.pcrlock", FILE, "250-B.pcrlock", FILE, "250-_.pcrlock", FILE)))
                .extracting(Component::name)
                .containsExactly("B", "_", "a");
    }

    @Test
    void passes_files_of_other_names_over() throws MalformedException {
        assertThat(read(Map.of("README", "no JSON", "../x.txt", "", "400-a.pcrlock", FILE)))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loader.pcrlock",
                "40-loader.pcrlock",
                "4000-loader.pcrlock",
                "400-.pcrlock",
                "400-a/b.pcrlock",
                "/400-a.pcrlock",
                "../400-a.pcrlock",
                "400-a.pcrlock.d/../b.pcrlock",
                "400-a.pcrlock.d/b/c.pcrlock",
                "400-a.pcrlock.d/.pcrlock",
                "٤٠٠-a.pcrlock"
            })
    void of_another_name_is_refused(String path) {
        assertRefused(Map.of(path, FILE), "is neither NNN-name.pcrlock nor");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "[]|must be an object",
                "{}|records is missing",
                "{\"records\":{}}|records must be an array",
                "{\"records\":[],\"optional\":true}|unknown member \"optional\"",
                "{\"records\":[1]}|record 0 must be an object",
                "{\"records\":[{\"digests\":[]}]}|pcr is missing",
                "{\"records\":[{\"pcr\":4,\"digests\":[]}]}|has no digest",
                "{\"records\":[{\"pcr\":24,\"digests\":[]}]}|there is no PCR 24",
                "{\"records\":[{\"pcr\":-1,\"digests\":[]}]}|there is no PCR -1",
                "{\"records\":[{\"pcr\":4294967300,\"digests\":[]}]}|there is no PCR 4294967300",
                "{\"records\":[{\"pcr\":16,\"digests\":[]}]}|anyone may reset PCR 16",
                "{\"records\":[],\"pcrs\":[23]}|anyone may reset PCR 23",
                "{\"records\":[{\"pcr\":4,\"digests\":[{\"hashAlg\":\"md5\",\"digest\":\"00\"}]}]}|md5 is no hash algorithm",
                "{\"records\":[{\"pcr\":4,\"digests\":[{\"hashAlg\":\"sha1\",\"digest\":\"0\"}]}]}|not hex",
                "{\"records\":[{\"pcr\":4,\"digests\":[{\"hashAlg\":\"sha1\",\"digest\":\"00\"}]}]}|20 bytes, not 1",
                "{\"records\":[],\"records\":[]}|a key appears twice",
                "{\"records\":[]}|has no record in any variant"
            })
    void with_a_file_that_is_not_exactly_one_is_refused(String file, String message) {
        assertRefused(Map.of("400-a.pcrlock", file), message);
    }

    @Test
    void with_two_digests_of_one_bank_in_a_record_is_refused() {
        String digest = "{\"hashAlg\":\"sha256\",\"digest\":\"" + DIGEST + "\"}";
        assertRefused(
                Map.of("400-a.pcrlock", "{\"records\":[{\"pcr\":4,\"digests\":[" + digest + "," + digest + "]}]}"),
                "400-a.pcrlock: a record has two sha256 digests");
    }

    @Test
    void cut_anywhere_is_refused() {
        Component component = new Component(4, "a", List.of(sequence("label", Set.of(12), "one", "two")));
        var whole = PcrlockDirectory.write(List.of(component)).files();
        Bytes file = whole.firstEntry().getValue();
        for (int length = 0; length < file.length() - 1; length++) { // the last byte is a line feed
            Bytes cut = file.slice(0, length);
            assertThatExceptionOfType(MalformedException.class)
                    .as("cut to %d bytes", length)
                    .isThrownBy(() -> PcrlockDirectory.read(Map.of("004-a.pcrlock", cut)));
        }
    }

    @Test
    void may_have_a_file_of_thousands_of_records() throws MalformedException {
        String file = "{\"records\":[" + String.join(",", java.util.Collections.nCopies(5000, RECORD)) + "]}";
        Variant variant =
                read(Map.of("400-a.pcrlock", file)).getFirst().variants().getFirst();
        assertThat(((Variant.Sequence) variant).records()).hasSize(5000);
    }

    @Test
    void of_too_many_or_too_long_files_is_refused() {
        Map<String, Bytes> many = new TreeMap<>();
        IntStream.rangeClosed(0, PcrlockDirectory.MAX_FILES)
                .forEach(i -> many.put("400-a.pcrlock.d/" + i + ".pcrlock", Bytes.ofUtf8(FILE)));
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> PcrlockDirectory.read(many))
                .withMessageContaining("4097 files");
        assertRefused(Map.of("400-a.pcrlock", " ".repeat(PcrlockDirectory.MAX_FILE) + FILE), "are read");
    }
}
