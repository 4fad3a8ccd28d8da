package dev.touchstone.log.userspace;

import static dev.touchstone.log.userspace.Records.BANK;
import static dev.touchstone.log.userspace.Records.digestOf;
import static dev.touchstone.log.userspace.Records.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.bytes.Printable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A record's description")
class DescriptionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    11 | sysinit                                  | boot phase "sysinit"
                    11 | os-separator                             | OS separator
                    12 | sysinit                                  | "sysinit"
                    15 | machine-id:0123456789abcdef              | machine id 0123456789abcdef
                    15 | machine-id:a b                           | machine id "a b"
                    15 | machine-id                               | "machine-id"
                    15 | os-separator:more                        | "os-separator:more"
                    15 | file-system:/srv:ext4:id:l:p:t:n         | file system "/srv" (ext4, id)
                    15 | file-system:/srv:ext4                    | "file-system:/srv:ext4"
                     9 | nvpcr-init:login:0x1d10203:000bff        | NvPCR login set up at 0x1d10203
                    16 | verity:usr:00ff:1/x                      | verity device "usr", root hash 00ff
                    16 | login:root:{}                            | login of "root"
                    15 | cryptsetup:root:id                       | "cryptsetup:root:id"
                    15 | :                                        | ":"
                    """)
    void follows_from_the_string_and_the_register(int pcr, String string, String words) throws MalformedException {
        assertThat(Records.bound(pcr, string).describe(BANK)).isEqualTo(new Description(words, true));
    }

    @Test
    void does_not_follow_the_event_type_which_no_digest_vouches_for() throws MalformedException {
        String content = "\"string\":\"ready\",\"eventType\":\"machine-id\"";
        assertThat(Records.only(json("\"pcr\":11", digestOf("ready"), content)).describe(BANK))
                .hasToString("boot phase \"ready\"");
    }

    @Test
    void says_so_when_the_string_is_not_bound() throws MalformedException {
        assertThat(Records.only(json("\"pcr\":11", digestOf("x"), "\"string\":\"ready\""))
                        .describe(BANK))
                .isEqualTo(new Description("boot phase \"ready\"", false))
                .hasToString("boot phase \"ready\" (unverified)");
        assertThat(Records.only(json("\"pcr\":11", digestOf("x"), "\"eventType\":\"later\""))
                        .describe(BANK))
                .hasToString("a record of type \"later\" (unverified)");
        assertThat(Records.only(json("\"pcr\":11", digestOf("x"), "")).describe(BANK))
                .hasToString("a record of no stated type (unverified)");
    }

    @Test
    void cannot_break_out_of_its_line_or_its_quotes() throws MalformedException {
        String hostile = "a\" (verified)\n\u001b[2J\u202e\u2028\\\u0000\ue000é😀";
        String escaped = hostile.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\u001b", "\\u001b")
                .replace("\u0000", "\\u0000");
        UserspaceRecord record = Records.only(json(
                "\"pcr\":11",
                Records.digest(BANK, BANK.hash(Bytes.ofUtf8(hostile))),
                "\"string\":\"" + escaped + "\""));
        assertThat(record.describe(BANK))
                .hasToString("boot phase \"a\\\" (verified)\\u{a}\\u{1b}[2J\\u{202e}\\u{2028}\\\\\\u{0}\\u{e000}é😀\"");
    }

    @Test
    void is_bounded() throws MalformedException {
        assertThat(Records.bound(11, "😀".repeat(Printable.MAX_LENGTH)).describe(BANK))
                .hasToString("boot phase \"" + "😀".repeat(Printable.MAX_LENGTH) + "\"");
        assertThat(Records.bound(11, "😀".repeat(100_000 / 4)).describe(BANK))
                .hasToString("boot phase \"" + "😀".repeat(Printable.MAX_LENGTH) + "…\"");
    }
}
