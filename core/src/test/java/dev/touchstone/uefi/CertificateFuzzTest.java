package dev.touchstone.uefi;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Fed;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Any bytes give a certificate with names that can be shown, or the one declared refusal")
class CertificateFuzzTest {

    @MethodSource("certificates")
    @FuzzTest(maxDuration = "20s")
    void anyBytes(byte[] input) {
        read(Bytes.of(input));
    }

    /** A certificate with a name of this many attributes, tag and value. */
    @FuzzTest(maxDuration = "20s")
    void names(byte[] input) {
        Fed fed = new Fed(input);
        int count = fed.octet();
        read(Events.certificate(fed.octet() < 0x80 ? Events.name(count, fed.octet(), fed.bytes(64)) : fed.bytes(1024)));
    }

    private static void read(Bytes der) {
        try {
            Certificate read = Memory.bounded(der, Certificate::parse);
            assertThat(read.toString().codePoints()).noneMatch(Character::isISOControl);
        } catch (MalformedException expected) {
            // the declared refusal
        }
    }

    static Stream<Arguments> certificates() {
        return Stream.of(
                        Events.certificate(Events.name(1, 0x0c, Bytes.ofUtf8("Name"))),
                        Events.certificate(Events.name(2, 0x1e, Bytes.ofHex("004e0061"))))
                .map(seed -> Arguments.of((Object) seed.toArray()));
    }
}
