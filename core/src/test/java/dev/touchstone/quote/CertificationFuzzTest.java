package dev.touchstone.quote;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Fed;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.tpm.KeyFixture;
import dev.touchstone.tpm.TpmPublic;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Whatever is sent, only the key that was certified, in a fit state, is believed")
class CertificationFuzzTest {

    private static final QuoteFixture HOST = QuoteFixture.p256();
    private static final TpmPublic KEY = key();

    private static TpmPublic key() {
        try {
            return KeyFixture.client(
                            KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic())
                    .parse();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AttestBuilder good() {
        return new AttestBuilder()
                .signer(HOST.signer())
                .nonce(QuoteFixture.NONCE)
                .certifies(KEY.name().bytes(), KEY.name().bytes());
    }

    @FuzzTest(maxDuration = "20s")
    void anyCertification(byte[] input) {
        Fed fed = new Fed(input);
        int part = fed.octet() % 6;
        TpmPublic key = part == 0 ? anyKey(fed) : KEY;
        Bytes attest = attest(part, fed);
        // Half of them are signed by the right key, so that what lies behind the signature is reached.
        Bytes signature = part == 5 ? fed.all() : HOST.sign(attest);

        CertificationOutcome outcome = CertificationVerifier.verify(
                new Certification(key, attest, signature), HOST.ak(), HOST.ek(), QuoteFixture.NONCE);

        if (outcome instanceof CertificationOutcome.Certified(CertifiedKey certified)
                && !(certified.key().equals(KEY)
                        && certified.attest().name().equals(KEY.name())
                        && certified.attest().extraData().equals(QuoteFixture.NONCE))) {
            throw new AssertionError("certified: " + attest);
        }
    }

    private static Bytes attest(int part, Fed fed) {
        return switch (part) {
            case 1 -> good().signer(fed.all()).build();
            case 2 -> good().nonce(fed.all()).build();
            case 3 -> good().certifies(fed.all(), KEY.name().bytes()).build();
            case 4 -> fed.all();
            default -> good().build();
        };
    }

    private static TpmPublic anyKey(Fed fed) {
        try {
            return TpmPublic.parse(fed.all());
        } catch (MalformedException _) {
            return KEY;
        }
    }
}
