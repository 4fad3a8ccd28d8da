package dev.touchstone.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.quote.AttestBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("TPMS_ATTEST of a certified key")
class CertifyAttestTest {

    private static final TpmName SIGNER = new TpmName(HashAlgorithm.SHA256, Bytes.filled(32, 1));
    private static final TpmName NAME = new TpmName(HashAlgorithm.SHA256, Bytes.filled(32, 2));
    private static final TpmName QUALIFIED = new TpmName(HashAlgorithm.SHA384, Bytes.filled(48, 3));

    private static AttestBuilder good() {
        return new AttestBuilder().signer(SIGNER).nonce(Bytes.filled(32, 9)).certifies(NAME.bytes(), QUALIFIED.bytes());
    }

    @Test
    void reads_every_field_and_keeps_the_bytes() throws MalformedException {
        Bytes raw = good().build();

        CertifyAttest attest = CertifyAttest.parse(raw);

        assertThat(attest.raw()).isEqualTo(raw);
        assertThat(attest.qualifiedSigner()).isEqualTo(SIGNER);
        assertThat(attest.extraData()).isEqualTo(Bytes.filled(32, 9));
        assertThat(attest.clockInfo().resetCount()).isEqualTo(7);
        assertThat(attest.name()).isEqualTo(NAME);
        assertThat(attest.qualifiedName()).isEqualTo(QUALIFIED);
    }

    @Test
    void cut_at_any_byte_or_with_one_more_is_refused() {
        CutEverywhere.of(good().build()).isRefusedBy(CertifyAttest::parse);
    }

    @Test
    void with_a_name_that_is_no_digest_of_its_algorithm_is_refused() {
        Bytes handle = Bytes.ofHex("40000001");
        Bytes short31 = NAME.bytes().slice(0, 33);

        for (Bytes name : new Bytes[] {Bytes.EMPTY, handle, short31, Bytes.concat(NAME.bytes(), Bytes.of((byte) 0))}) {
            assertThatExceptionOfType(MalformedException.class)
                    .as(name.toHex())
                    .isThrownBy(() -> CertifyAttest.parse(
                            good().certifies(name, QUALIFIED.bytes()).build()));
            assertThatExceptionOfType(MalformedException.class)
                    .as(name.toHex())
                    .isThrownBy(() -> CertifyAttest.parse(
                            good().certifies(NAME.bytes(), name).build()));
        }
    }
}
