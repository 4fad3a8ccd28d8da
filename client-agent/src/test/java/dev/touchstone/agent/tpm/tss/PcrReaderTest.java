package dev.touchstone.agent.tpm.tss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Responses about PCRs")
class PcrReaderTest {

    /** SHA-1 allocated, SHA-256 not, SM3 and an unknown bank allocated, SHA-384 in part. */
    private static final Bytes BANKS = Bytes.ofHex("00" + "00000005" + "00000005" + "000403ffffff" + "000b03000000"
            + "001203ffffff" + "ffff03ffffff" + "000c03000001");

    private static final Bytes VALUES = Bytes.ofHex("00000017" + "00000001" + "000403810000" + "00000002" + "0014"
            + "aa".repeat(20) + "0014" + "bb".repeat(20));

    @Test
    void name_the_banks_that_have_pcrs_and_can_be_recomputed() throws MalformedException {
        assertThat(PcrReader.banks(BANKS.reader())).containsExactly(HashAlgorithm.SHA1, HashAlgorithm.SHA384);
    }

    @Test
    void give_values_in_ascending_order() throws MalformedException {
        assertThat(PcrReader.values(HashAlgorithm.SHA1, VALUES.reader()))
                .containsExactly(Map.entry(0, Bytes.filled(20, 0xaa)), Map.entry(7, Bytes.filled(20, 0xbb)));
    }

    @Test
    void are_refused_when_cut_at_any_offset_or_followed_by_anything() {
        for (int length = 0; length < BANKS.length(); length++) {
            Bytes cut = BANKS.slice(0, length);
            refused(() -> PcrReader.banks(cut.reader()));
        }
        for (int length = 0; length < VALUES.length(); length++) {
            Bytes cut = VALUES.slice(0, length);
            refused(() -> PcrReader.values(HashAlgorithm.SHA1, cut.reader()));
        }
        refused(() -> PcrReader.banks(Bytes.concat(BANKS, Bytes.of((byte) 0)).reader()));
        refused(() -> PcrReader.values(
                HashAlgorithm.SHA1, Bytes.concat(VALUES, Bytes.of((byte) 0)).reader()));
    }

    @Test
    void are_refused_when_they_claim_what_was_not_asked_for() {
        refused(() -> PcrReader.values(HashAlgorithm.SHA256, VALUES.reader()));
        refused(() ->
                PcrReader.banks(Bytes.ofHex("00" + "00000005" + "7fffffff").reader()));
        Bytes oneValue = Bytes.ofHex("00000017" + "00000001" + "000403810000" + "00000001" + "0014" + "aa".repeat(20));
        refused(() -> PcrReader.values(HashAlgorithm.SHA1, oneValue.reader()));
    }

    private static void refused(ThrowingCallable reading) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(reading);
    }
}
