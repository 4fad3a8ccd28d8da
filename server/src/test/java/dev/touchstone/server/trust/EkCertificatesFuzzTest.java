package dev.touchstone.server.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class EkCertificatesFuzzTest {

    private static final TestCa ROOT = TestCa.named("Root");
    private static final Bytes EK = Bytes.of(TestCa.ecKeys().getPublic().getEncoded());
    private static final EndorsementTrust TRUST = Appraising.with(Appraising.root(ROOT.selfSigned()));

    static Stream<byte[]> certificates() {
        Bytes leaf = TestCa.der(ROOT.issueEk(TestCa.ecKeys().getPublic()).sign());
        Bytes stored =
                Bytes.concat(Bytes.ofHex("100100%04x1002".formatted(leaf.length() + 2)), leaf, Bytes.filled(9, 0));
        Bytes pem = Bytes.ofUtf8(CertificateBundleTest.pem(ROOT.selfSigned()));
        return Stream.of(leaf, stored, pem, EK).map(Bytes::toArray);
    }

    @MethodSource("certificates")
    @FuzzTest(maxDuration = "30s")
    void a_stored_certificate_is_read_or_refused(byte[] data) {
        try {
            EkCertificate read = EkCertificate.read(Bytes.of(data));
            assertThat(Certificates.encoded(read.certificate())).isEqualTo(read.der());
        } catch (MalformedException _) {
            // The declared refusal.
        }
    }

    @MethodSource("certificates")
    @FuzzTest(maxDuration = "30s")
    void nothing_a_stranger_makes_up_is_trusted(byte[] data) {
        Bytes bytes = Bytes.of(data);
        int half = bytes.length() / 2;
        assertThat(TRUST.appraise(EK, List.of(bytes.slice(0, half), bytes.slice(half, bytes.length())), Appraising.NOW))
                .isInstanceOf(EkTrust.Refused.class);
    }

    @MethodSource("certificates")
    @FuzzTest(maxDuration = "30s")
    void a_bundle_is_read_or_refused(byte[] data) {
        assertThat(CertificateBundle.read(Bytes.of(data))).isNotNull();
    }

    @MethodSource("certificates")
    @FuzzTest(maxDuration = "30s")
    void a_key_is_read_or_refused(byte[] data) {
        try {
            assertThat(SubjectKey.read(Bytes.of(data)).toString()).contains("key");
        } catch (MalformedException _) {
            // The declared refusal.
        }
    }
}
