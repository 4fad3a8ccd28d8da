package dev.touchstone.quote;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.quote.SignedAttest.Kind;
import dev.touchstone.tpm.AttestationKey;
import dev.touchstone.tpm.CertifyAttest;
import dev.touchstone.tpm.ClientKeyPolicy;
import dev.touchstone.tpm.KeyDefect;
import dev.touchstone.tpm.TpmName;
import dev.touchstone.tpm.TpmPublic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies that a key lies in a host's TPM (TPM2_Certify: TPM 2.0 Library, Part 3, §18.2): what was signed is the
 * attestation key's answer to this challenge, it names this very key, and the key is one for connections.
 */
public final class CertificationVerifier {

    private static final Kind<CertifyAttest> CERTIFICATION =
            new Kind<>(Bytes.ofHex("8017"), "a certification", CertifyAttest::parse);

    private CertificationVerifier() {}

    /**
     * Checks {@code sent}. Everything that is wrong is found, not just the first.
     *
     * @param ak the host's one active attestation key
     * @param ek Name of the host's endorsement key, the attestation key's parent
     * @param nonce the challenge's nonce
     */
    public static CertificationOutcome verify(Certification sent, AttestationKey ak, TpmName ek, Bytes nonce) {
        List<QuoteDefect> foreign = new ArrayList<>(0);
        SignedAttest.signature(sent.signature(), sent.attest(), ak, foreign);
        Optional<CertifyAttest> attest = SignedAttest.attest(sent.attest(), CERTIFICATION, foreign);
        attest.ifPresent(a -> ChallengeCheck.requireNonce(a, nonce, foreign));
        attest.ifPresent(a -> ChallengeCheck.requireUnder(ek, ak.name(), a, foreign));

        List<KeyDefect> defects = new ArrayList<>(0);
        foreign.forEach(d -> defects.add(told(d)));
        attest.ifPresent(a -> requireNamed(a, sent.key(), defects));
        defects.addAll(ClientKeyPolicy.check(sent.key()));
        return defects.isEmpty()
                ? new CertificationOutcome.Certified(new CertifiedKey(sent.key(), attest.orElseThrow(), ak.name()))
                : new CertificationOutcome.Refused(foreign.isEmpty(), defects);
    }

    private static void requireNamed(CertifyAttest attest, TpmPublic key, List<KeyDefect> defects) {
        if (!attest.name().equals(key.name())) {
            defects.add(new KeyDefect(
                    "certify-name",
                    "another key was certified than the one sent",
                    key.name().toString(),
                    attest.name().toString()));
        }
        // The parent's Qualified Name is not known here; its hash must be this key's (Part 1, §16).
        if (attest.qualifiedName().algorithm() != attest.name().algorithm()) {
            defects.add(new KeyDefect(
                    "certify-qualified-name",
                    "the key's Qualified Name is not of its nameAlg",
                    attest.name().algorithm().bank(),
                    attest.qualifiedName().algorithm().bank()));
        }
    }

    private static KeyDefect told(QuoteDefect defect) {
        return new KeyDefect(
                "certify-" + defect.code().requirement(), defect.summary(), defect.expected(), defect.actual());
    }
}
