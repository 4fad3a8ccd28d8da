package dev.touchstone.tpm;

import dev.touchstone.tpm.ObjectAttributes.Attribute;
import java.util.ArrayList;
import java.util.List;

/**
 * What a key must be so that a TLS connection made with it comes from the machine of its TPM: made there, never
 * outside, able to sign what a peer asks for (TPM 2.0 Library, Part 2, §8.3). Not restricted, or the TPM would not sign
 * a handshake; not for decryption, which no handshake needs. noDA is not asked for: it protects the host from lockout,
 * not the verifier.
 */
public final class ClientKeyPolicy {

    private static final SigningKeyRequirements REQUIREMENTS = new SigningKeyRequirements(
            "client-key",
            "the client key",
            List.of(Attribute.FIXED_TPM, Attribute.FIXED_PARENT, Attribute.SENSITIVE_DATA_ORIGIN, Attribute.SIGN),
            List.of(Attribute.RESTRICTED, Attribute.DECRYPT));

    private ClientKeyPolicy() {}

    /** Everything that speaks against {@code key}; empty when it is good. */
    public static List<KeyDefect> check(TpmPublic key) {
        List<KeyDefect> defects = new ArrayList<>();
        REQUIREMENTS.check(key, defects);
        checkScheme(key.scheme(), defects);
        return List.copyOf(defects);
    }

    /** A key bound to no scheme takes that of each handshake. */
    private static void checkScheme(Scheme scheme, List<KeyDefect> defects) {
        boolean good = switch (scheme) {
            case Scheme.Unset _ -> true;
            case Scheme.Signing signing -> signing.hash().collisionResistant();
            case Scheme.Other _ -> false;
        };
        if (!good) {
            defects.add(REQUIREMENTS.defect(
                    "scheme",
                    "is bound to a scheme that is weak or unknown",
                    "none, or RSASSA, RSAPSS or ECDSA with SHA-256 or better",
                    scheme.toString()));
        }
    }
}
