package dev.touchstone.log.userspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Fed;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any string under its right digest is told in one line")
class RecordFuzzTest {

    /** The register, the type, the string. */
    @FuzzTest(maxDuration = "20s")
    void anyString(byte[] input) throws MalformedException {
        Fed fed = new Fed(input);
        int pcr = fed.octet() % 24;
        String type = fed.bytes(fed.octet() % 24).toUtf8();
        String string = fed.all().toUtf8();
        UserspaceRecord told = Records.only(Records.json(
                "\"pcr\":" + pcr,
                Records.digestOf(string),
                "\"string\":\"" + escaped(string) + "\",\"eventType\":\"" + escaped(type) + "\""));
        assertThat(told.string()).contains(string);
        assertThat(told.describe(Records.BANK).toString().codePoints()).noneMatch(Character::isISOControl);
        if (told.binding(Records.BANK) instanceof Binding.Bound(String bound)) {
            assertThat(Records.BANK.hash(Bytes.ofUtf8(bound)))
                    .isEqualTo(told.digests().get(Records.BANK));
        }
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));
        return escaped.toString();
    }
}
