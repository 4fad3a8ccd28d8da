package dev.touchstone.tpm;

import dev.touchstone.tpm.ObjectAttributes.Attribute;
import java.util.ArrayList;
import java.util.List;

/**
 * What a key must be so that its signature over a quote means that a TPM made the quote: restricted to what the TPM
 * itself generates and never outside that TPM (TPM 2.0 Library, Part 1, §31; TPM 2.0 Keys for Device Identity and
 * Attestation, §5.2). noDA is not asked for: it protects the host from lockout, not the verifier.
 */
public final class AttestationKeyPolicy {

    private static final SigningKeyRequirements REQUIREMENTS = new SigningKeyRequirements(
            "ak",
            "the attestation key",
            List.of(
                    Attribute.FIXED_TPM,
                    Attribute.FIXED_PARENT,
                    Attribute.SENSITIVE_DATA_ORIGIN,
                    Attribute.RESTRICTED,
                    Attribute.SIGN),
            List.of(Attribute.DECRYPT));

    private AttestationKeyPolicy() {}

    /** Everything that speaks against {@code ak}; empty when it is good. */
    public static List<KeyDefect> check(TpmPublic ak) {
        List<KeyDefect> defects = new ArrayList<>();
        REQUIREMENTS.check(ak, defects);
        checkScheme(ak.scheme(), defects);
        return List.copyOf(defects);
    }

    private static void checkScheme(Scheme scheme, List<KeyDefect> defects) {
        if (!(scheme instanceof Scheme.Signing signing) || !signing.hash().collisionResistant()) {
            defects.add(REQUIREMENTS.defect(
                    "scheme",
                    "is not bound to a strong signing scheme",
                    "RSASSA, RSAPSS or ECDSA with SHA-256 or better",
                    scheme.toString()));
        }
    }
}
