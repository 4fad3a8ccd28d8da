package dev.touchstone.server.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class PresentedKeyFuzzTest {

    static Stream<byte[]> keys() {
        Bytes alone = TestCa.subjectPublicKeyInfo(TestCa.ecKeys().getPublic());
        Bytes certified = TestCa.der(TestCa.named("network").selfSigned());
        return Stream.of(
                        alone.toBase64(),
                        certified.toBase64(),
                        PresentedKeyTest.pem("PUBLIC KEY", alone),
                        PresentedKeyTest.pem("CERTIFICATE", certified))
                .map(text -> Bytes.ofUtf8(text).toArray());
    }

    @MethodSource("keys")
    @FuzzTest(maxDuration = "30s")
    void a_key_is_read_in_its_one_encoding_or_refused(byte[] data) {
        try {
            PresentedKey read = PresentedKey.read(Bytes.of(data).toUtf8());
            assertThat(read.keyIdentifier().length()).isEqualTo(20);
            assertThat(PresentedKey.ofKey(read.subjectPublicKeyInfo()).sha256()).isEqualTo(read.sha256());
        } catch (MalformedException _) {
            // The declared refusal.
        }
    }
}
