package dev.touchstone.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.quote.AttestBuilder;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A TPMS_ATTEST")
class QuoteAttestTest {

    private static final TpmName SIGNER = new TpmName(HashAlgorithm.SHA256, Bytes.filled(32, 1));
    private static final PcrSelection SELECTION =
            PcrSelection.of(PcrSelection.Bank.of(HashAlgorithm.SHA256, List.of(0, 7)));

    private static AttestBuilder good() {
        return new AttestBuilder()
                .signer(SIGNER)
                .nonce(Bytes.filled(8, 2))
                .selection(SELECTION)
                .pcrDigest(Bytes.filled(32, 3));
    }

    @Test
    void is_read_field_by_field_and_kept_as_it_came() throws MalformedException {
        Bytes raw = good().clock(-1, -1, 3).safe(0).build();

        QuoteAttest attest = QuoteAttest.parse(raw);

        assertThat(attest.raw()).isEqualTo(raw);
        assertThat(attest.qualifiedSigner()).isEqualTo(SIGNER);
        assertThat(attest.extraData()).isEqualTo(Bytes.filled(8, 2));
        assertThat(attest.clockInfo()).isEqualTo(new ClockInfo(-1, 0xffffffffL, 3, false));
        assertThat(attest.selection()).isEqualTo(SELECTION);
        assertThat(attest.pcrDigest()).isEqualTo(Bytes.filled(32, 3));
    }

    @Test
    void is_refused_when_cut_at_any_byte_or_with_one_more() {
        CutEverywhere.of(good().build()).isRefusedBy(QuoteAttest::parse);
    }

    @Test
    void is_refused_when_safe_is_no_truth_value_or_the_signer_no_name() {
        assertRefused(good().safe(2), "safe");
        assertRefused(good().signer(Bytes.EMPTY), "Name");
        assertRefused(good().signer(Bytes.ofHex("40000001")), "Name");
        assertRefused(good().signer(Bytes.concat(SIGNER.bytes(), Bytes.of((byte) 0))), "Name");
        assertRefused(good().signer(Bytes.concat(Bytes.ofHex("0012"), Bytes.filled(32, 0))), "SM3");
    }

    private static void assertRefused(AttestBuilder attest, String reason) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> QuoteAttest.parse(attest.build()))
                .withMessageContaining(reason);
    }

    @Test
    @DisplayName("orders by reset count, restart count, then the clock, unsigned; safe has no part in it")
    void clocksAreOrdered() {
        ClockInfo first = new ClockInfo(9, 1, 0, true);

        assertThat(List.of(
                        new ClockInfo(10, 1, 0, false),
                        new ClockInfo(-1, 1, 0, true),
                        new ClockInfo(0, 1, 1, true),
                        new ClockInfo(0, 2, 0, true)))
                .isSorted()
                .allMatch(later -> later.compareTo(first) > 0);
        assertThat(new ClockInfo(9, 1, 0, false)).isEqualByComparingTo(first);
    }
}
