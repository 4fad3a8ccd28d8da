package dev.touchstone.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.security.SecureRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** That a TPM opens what is sealed is shown by MakeCredentialIT. */
@DisplayName("Sealing a credential")
class MakeCredentialTest {

    private static final TpmPublic EK = KeyFixture.ek(Keys.P256.getPublic()).parse();
    private static final TpmName AK = new TpmName(HashAlgorithm.SHA256, Bytes.filled(32, 2));

    private static Credential seal(TpmPublic ek, int secretLength) {
        return MakeCredential.seal(ek, AK, Bytes.filled(secretLength, 7), new SecureRandom());
    }

    @Test
    void takes_a_secret_up_to_the_size_of_the_eks_digest() {
        assertThat(seal(EK, 1)).isNotNull();
        assertThat(seal(EK, 32)).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> seal(EK, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> seal(EK, 33));
    }

    @Test
    void needs_a_storage_key() {
        TpmPublic signing = KeyFixture.ak(Keys.P256.getPublic(), SignatureAlgorithm.ECDSA, HashAlgorithm.SHA256)
                .parse();

        assertThatIllegalArgumentException().isThrownBy(() -> seal(signing, 32)).withMessageContaining("symmetric");
    }

    @Test
    void gives_another_blob_each_time_and_never_the_secret() {
        Credential first = seal(EK, 32);
        Credential second = seal(EK, 32);

        assertThat(first.blob()).isNotEqualTo(second.blob());
        assertThat(first.secret()).isNotEqualTo(second.secret());
        assertThat(first.blob().toHex()).doesNotContain(Bytes.filled(32, 7).toHex());
    }

    @Test
    void sends_coordinates_of_fixed_width_to_an_ecc_ek_and_one_block_to_an_rsa_ek() {
        TpmPublic rsa = KeyFixture.ek(Keys.RSA2048.getPublic()).parse();

        // About one point in 128 has a coordinate with a leading zero byte.
        for (int i = 0; i < 400; i++) {
            Bytes secret = seal(EK, 32).secret();
            assertThat(secret.length()).isEqualTo(2 + 2 * (2 + 32));
            assertThat(secret.slice(0, 4).toHex()).isEqualTo("00440020");
        }
        assertThat(seal(rsa, 32).secret().length()).isEqualTo(2 + 256);
    }
}
