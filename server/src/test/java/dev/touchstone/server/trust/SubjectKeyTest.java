package dev.touchstone.server.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.io.IOException;
import java.security.PublicKey;
import org.junit.jupiter.api.Test;

class SubjectKeyTest {

    private static final PublicKey RSA = TestCa.rsaKeys().getPublic();
    private static final PublicKey EC = TestCa.ecKeys().getPublic();

    @Test
    void an_rsa_key_is_the_same_under_rsaEncryption_and_under_RSAES_OAEP() throws MalformedException, IOException {
        Bytes oaep = Bytes.of(TestCa.oaep(RSA).getEncoded());

        assertThat(oaep).isNotEqualTo(Bytes.of(RSA.getEncoded()));
        assertThat(SubjectKey.read(oaep)).isEqualTo(SubjectKey.read(Bytes.of(RSA.getEncoded())));
    }

    @Test
    void other_numbers_are_another_key() throws MalformedException {
        assertThat(read(RSA)).isNotEqualTo(read(TestCa.rsaKeys().getPublic()));
        assertThat(read(EC)).isNotEqualTo(read(TestCa.ecKeys().getPublic())).isNotEqualTo(read(RSA));
    }

    @Test
    void the_same_point_on_another_curve_is_another_key() throws MalformedException {
        Bytes p256 = Bytes.of(EC.getEncoded());
        Bytes k256 = Bytes.ofHex(p256.toHex().replace("06082a8648ce3d030107", "06082a8648ce3d03010a"));

        assertThat(SubjectKey.read(k256)).isNotEqualTo(SubjectKey.read(p256));
    }

    @Test
    void a_key_cut_at_any_byte_or_with_bytes_after_it_is_refused() {
        for (PublicKey key : new PublicKey[] {RSA, EC}) {
            Bytes whole = Bytes.of(key.getEncoded());
            for (int length = 0; length < whole.length(); length++) {
                refused(whole.slice(0, length));
            }
            refused(Bytes.concat(whole, Bytes.filled(1, 0)));
        }
    }

    private static SubjectKey read(PublicKey key) throws MalformedException {
        return SubjectKey.read(Bytes.of(key.getEncoded()));
    }

    private static void refused(Bytes bytes) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> SubjectKey.read(bytes));
    }
}
