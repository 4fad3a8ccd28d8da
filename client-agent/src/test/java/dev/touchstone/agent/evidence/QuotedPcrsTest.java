package dev.touchstone.agent.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.agent.tpm.AttestationKey;
import dev.touchstone.agent.tpm.ClientKey;
import dev.touchstone.agent.tpm.ClientKeyType;
import dev.touchstone.agent.tpm.EndorsementKey;
import dev.touchstone.agent.tpm.EndorsementKeyType;
import dev.touchstone.agent.tpm.KeyBlobs;
import dev.touchstone.agent.tpm.PcrSelection;
import dev.touchstone.agent.tpm.PcrValues;
import dev.touchstone.agent.tpm.SignedQuote;
import dev.touchstone.agent.tpm.TpmDevice;
import dev.touchstone.agent.tpm.TpmDeviceException;
import dev.touchstone.agent.tpm.TpmInfo;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A quote and the PCR values it covers")
class QuotedPcrsTest {

    private static final List<PcrSelection> SELECTION = List.of(PcrSelection.of(HashAlgorithm.SHA256, List.of(11)));

    @Test
    void fit_together_though_a_pcr_moved_in_between() throws TpmDeviceException {
        MovingTpm tpm = new MovingTpm(4);
        QuotedPcrs quoted = QuotedPcrs.take(tpm, tpm, Bytes.EMPTY, SELECTION);
        assertThat(quoted.quote().attest().toHex())
                .endsWith(quoted.values().digest(HashAlgorithm.SHA256).toHex());
        assertThat(tpm.quotes).isEqualTo(5);
    }

    @Test
    void are_given_up_for_now_when_pcrs_never_rest() {
        MovingTpm tpm = new MovingTpm(Integer.MAX_VALUE);
        assertThatExceptionOfType(TpmDeviceException.class)
                .isThrownBy(() -> QuotedPcrs.take(tpm, tpm, Bytes.EMPTY, SELECTION))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(TpmDeviceException.Kind.TEMPORARY));
        assertThat(tpm.quotes).isEqualTo(5);
    }

    /** A TPM whose PCR is extended right after each of the first quotes: a race no real TPM loses on demand. */
    private static final class MovingTpm implements TpmDevice, AttestationKey {
        private final int moves;
        private int quotes;
        private Bytes pcr = HashAlgorithm.SHA256.zero();

        MovingTpm(int moves) {
            this.moves = moves;
        }

        @Override
        public SignedQuote quote(Bytes nonce, List<PcrSelection> selection) {
            Bytes attest = Bytes.concat(Bytes.ofHex("ff5443470020"), HashAlgorithm.SHA256.hash(pcr));
            if (quotes++ < moves) {
                pcr = HashAlgorithm.SHA256.extend(pcr, HashAlgorithm.SHA256.zero());
            }
            return new SignedQuote(attest, Bytes.EMPTY);
        }

        @Override
        public PcrValues readPcrs(List<PcrSelection> selection) {
            SortedMap<Integer, Bytes> values = new TreeMap<>();
            values.put(11, pcr);
            return new PcrValues(List.of(new PcrValues.Bank(HashAlgorithm.SHA256, values)));
        }

        @Override
        public TpmInfo info() {
            throw new AssertionError("not asked");
        }

        @Override
        public List<HashAlgorithm> banks() {
            throw new AssertionError("not asked");
        }

        @Override
        public EndorsementKey endorsementKey(EndorsementKeyType type) {
            throw new AssertionError("not asked");
        }

        @Override
        public KeyBlobs createAttestationKey(EndorsementKeyType parent) {
            throw new AssertionError("not asked");
        }

        @Override
        public AttestationKey load(EndorsementKeyType parent, KeyBlobs key) {
            throw new AssertionError("not asked");
        }

        @Override
        public KeyBlobs createClientKey(ClientKeyType type) {
            throw new AssertionError("not asked");
        }

        @Override
        public ClientKey loadClientKey(KeyBlobs key) {
            throw new AssertionError("not asked");
        }

        @Override
        public Bytes name() {
            throw new AssertionError("not asked");
        }

        @Override
        public Bytes activate(Bytes credential, Bytes encryptedSecret) {
            throw new AssertionError("not asked");
        }

        @Override
        public void close() {}
    }
}
