package dev.touchstone.agent.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.HashAlgorithm;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Logs as text")
class LogTextTest {

    private static final Terminal FILE = new Terminal(Terminal.UNBOUNDED, false, true);
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

    @Test
    void tell_the_boot_first() throws Exception {
        assertThat(Samples.text(Samples.recorded("golden"), Samples.all(), FILE))
                .startsWith("""
                        Firmware log  firmware.log: 39 events, crypto-agile, sha1 sha256
                        Boot          Secure Boot off; BOOTX64.EFI → lab.efi → (unnamed)
                        Command line  "quiet console=ttyS0 root=/dev/vda2 ro lockdown=integrity ima_policy=tcb"
                        Proof         none: \
                        """);
        assertThat(Samples.text(Samples.recorded("secure-boot"), Samples.all(), FILE))
                .contains("Secure Boot on; ")
                .contains("db: \"Microsoft Windows Production PCA 2011\", \"Microsoft Corporation UEFI CA 2011\"")
                .contains("NOTE image-repeated, firmware#39, PCR 4\n");
    }

    @Test
    void mark_what_no_digest_vouches_for_and_explain_the_mark() throws Exception {
        String text = Samples.text(Samples.recorded("golden"), Samples.all(), FILE);
        assertThat(text.lines())
                .anyMatch(l -> l.contains("2c529b10b44f201a  · EFI application \"/EFI/Linux/lab.efi\""))
                .anyMatch(l -> l.contains("082337a0570de42c    kernel command line \"quiet "))
                .contains("  · the digest is of something the words only name");
        assertThat(text).doesNotContain("✗");
        assertThat(Samples.text(Samples.hostile(), Samples.all(), FILE).lines())
                .anyMatch(l -> l.startsWith("  4    5  EV_EFI_ACTION") && l.contains("✗ action"))
                .anyMatch(l -> l.startsWith("  ✗ the digest is not of these words"))
                .anyMatch(l -> l.startsWith("  CONTRADICTION digest-contradicts-data, firmware#4, PCR 5"));
    }

    @Test
    void show_systemds_records_after_the_firmwares_events() throws Exception {
        String text = Samples.text(Samples.systemd(), Samples.all(), FILE);
        assertThat(text.lines().map(String::strip))
                .contains("userspace")
                .contains("Phases        sysinit → ready")
                .contains("15  e2097ded77c36f92d8d203ac759ca5212f666e125883823c0f77a62b491fb175  1 systemd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ima.bin", "ima.txt"})
    void count_an_IMA_list_and_show_its_records_when_asked(String list) throws Exception {
        ShownLogs logs = Samples.withIma("golden", list);
        assertThat(Samples.text(logs, Samples.all(), FILE))
                .contains("IMA list      ima.list: ")
                .contains(": --pcr 10 shows it")
                .contains("boot aggregate matches")
                .doesNotContain("boot aggregate sha");
        Selection pcr10 = Selection.of(Set.of(), List.of(10), List.of(), Optional.empty());
        assertThat(Samples.text(logs, pcr10, FILE).lines())
                .anyMatch(l -> l.matches(" *0 +10 +ima-.* boot aggregate sha.*"));
    }

    @Test
    void fit_a_terminal_of_80_columns_and_of_160() throws Exception {
        for (String boot : Samples.BOOTS) {
            for (int width : new int[] {80, 160}) {
                String text = Samples.text(Samples.recorded(boot), Samples.all(), new Terminal(width, false, true));
                assertThat(text.lines()).as(boot).allMatch(l -> l.codePointCount(0, l.length()) <= width);
            }
        }
    }

    @Test
    void say_the_same_with_colours_and_without() throws Exception {
        for (ShownLogs logs : List.of(Samples.recorded("secure-boot"), Samples.hostile())) {
            String plain = Samples.text(logs, Samples.all(), new Terminal(100, false, true));
            String painted = Samples.text(logs, Samples.all(), new Terminal(100, true, true));
            assertThat(painted).isNotEqualTo(plain);
            assertThat(COLOURS.matcher(painted).replaceAll("")).isEqualTo(plain);
        }
    }

    @Test
    void are_ascii_where_the_terminal_is() throws Exception {
        for (ShownLogs logs : List.of(Samples.recorded("golden"), Samples.hostile())) {
            String text = Samples.text(logs, Samples.all(), new Terminal(100, false, false));
            assertThat(text.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'));
        }
        assertThat(Samples.text(Samples.recorded("golden"), Samples.all(), new Terminal(80, false, false)))
                .contains("BOOTX64.EFI -> lab.efi")
                .contains(" . EFI application");
    }

    @Test
    void hold_no_character_of_a_log_that_a_terminal_would_obey() throws Exception {
        ShownLogs logs = Samples.hostile();
        for (boolean verbose : new boolean[] {false, true}) {
            String text = Samples.printed(out -> new LogText(logs, Samples.all(), verbose).print(out, FILE));
            assertThat(text.replace("\n", "").codePoints()).noneMatch(LogTextTest::obeyed);
            assertThat(text.lines().filter("FINDINGS"::equals)).hasSize(1);
            assertThat(text)
                    .as("in a command line, a boot option, an initrd and a record")
                    .contains("grub: \"/x \\u{1b}[2J\\u{9b}2J\\u{202e}gnp.")
                    .contains("\\u{202e}gnp.\\u{2066}\\u{7f}\\u{7}\\u{d}\\u{a}FINDINGS\\u{2028}none😀é\"")
                    .contains("Boot0001 \"\\u{1b}[2J\\u{9b}2J\\u{202e}gnp.")
                    .contains("\"/initrd\\u{1b}");
        }
    }

    private static boolean obeyed(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    @Test
    void filter_the_timeline_and_the_values_but_never_facts_and_findings() throws Exception {
        Selection selection = Selection.of(Set.of(), List.of(12), List.of("ev_ipl"), Optional.of(HashAlgorithm.SHA1));
        String text = Samples.text(Samples.recorded("golden"), selection, new Terminal(80, false, true));
        assertThat(text)
                .contains("TIMELINE (2 of 40)")
                .contains("   12  fc54d31d53a44313e205d3dbea2775f01b047021  2")
                .doesNotContain("EV_SEPARATOR", "030283e7")
                .contains("Boot0000 \"UiApp\"");
        assertThat(Samples.text(
                        Samples.recorded("golden"),
                        Selection.of(Set.of(), List.of(23), List.of(), Optional.empty()),
                        FILE))
                .contains("no such event")
                .contains("none is extended");
    }

    @Test
    void show_only_the_parts_asked_for() throws Exception {
        Selection findings = Selection.of(Set.of(Selection.Section.FINDINGS), List.of(), List.of(), Optional.empty());
        assertThat(Samples.text(Samples.recorded("secure-boot"), findings, FILE))
                .contains("FINDINGS")
                .doesNotContain("TIMELINE", "PCRS", "FACTS");
    }

    @Test
    void show_every_digest_whole_when_verbose() throws Exception {
        ShownLogs logs = Samples.recorded("golden");
        String text = Samples.printed(out -> new LogText(logs, Samples.all(), true).print(out, FILE));
        assertThat(text)
                .contains("described; digest of the PE image (Authenticode)")
                .contains("sha1:bd8e502686e3b725ba37e9163889e1ce30513f3f")
                .contains("sha256:2c529b10b44f201a369253155acd5f1b9974588106147f650ba54ebb8591e9ad");
    }

    @Test
    void an_empty_log_is_a_log_without_events() throws Exception {
        String text =
                Samples.text(Samples.read(dev.touchstone.bytes.Bytes.EMPTY, Optional.empty()), Samples.all(), FILE);
        assertThat(text)
                .contains("0 events")
                .contains("no events")
                .contains("Secure Boot undetermined; no image was run");
    }

    @Test
    void a_subject_cannot_pass_off_another_attribute_as_its_name() {
        assertThat(Words.name("CN=Debian Secure Boot CA,O=Debian")).isEqualTo("\"Debian Secure Boot CA\"");
        assertThat(Words.name("O=x\\,CN=Microsoft,C=US")).isEqualTo("\"O=x\\\\,CN=Microsoft,C=US\"");
    }
}
