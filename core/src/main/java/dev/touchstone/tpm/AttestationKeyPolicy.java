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

    private static final List<Attribute> REQUIRED = List.of(
            Attribute.FIXED_TPM,
            Attribute.FIXED_PARENT,
            Attribute.SENSITIVE_DATA_ORIGIN,
            Attribute.RESTRICTED,
            Attribute.SIGN);

    private static final int MIN_RSA_BITS = 2048;
    private static final long MIN_RSA_EXPONENT = 65537;

    private AttestationKeyPolicy() {}

    /** Everything that speaks against {@code ak}; empty when it is good. */
    public static List<KeyDefect> check(TpmPublic ak) {
        List<KeyDefect> defects = new ArrayList<>();
        checkAttributes(ak.attributes(), defects);
        checkNameAlg(ak, defects);
        checkScheme(ak.scheme(), defects);
        checkKey(ak.key(), defects);
        return List.copyOf(defects);
    }

    private static void checkAttributes(ObjectAttributes attributes, List<KeyDefect> defects) {
        for (Attribute attribute : REQUIRED) {
            if (!attributes.has(attribute)) {
                defects.add(new KeyDefect(
                        code(attribute), "the attestation key is not " + attribute.label(), "set", "clear"));
            }
        }
        if (attributes.has(Attribute.DECRYPT)) {
            defects.add(new KeyDefect(code(Attribute.DECRYPT), "the attestation key can decrypt", "clear", "set"));
        }
    }

    private static String code(Attribute attribute) {
        return switch (attribute) {
            case FIXED_TPM -> "ak-not-fixed-tpm";
            case FIXED_PARENT -> "ak-not-fixed-parent";
            case SENSITIVE_DATA_ORIGIN -> "ak-not-made-in-tpm";
            case RESTRICTED -> "ak-not-restricted";
            case SIGN -> "ak-cannot-sign";
            case DECRYPT -> "ak-can-decrypt";
            case ST_CLEAR,
                    USER_WITH_AUTH,
                    ADMIN_WITH_POLICY,
                    FIRMWARE_LIMITED,
                    SVN_LIMITED,
                    NO_DA,
                    ENCRYPTED_DUPLICATION,
                    X509_SIGN -> throw new IllegalArgumentException(attribute + " is not judged");
        };
    }

    private static void checkNameAlg(TpmPublic ak, List<KeyDefect> defects) {
        if (!ak.nameAlg().collisionResistant()) {
            defects.add(new KeyDefect(
                    "ak-name-alg",
                    "the attestation key's Name rests on a weak hash",
                    "SHA-256 or better",
                    ak.nameAlg().jcaName()));
        }
    }

    private static void checkScheme(Scheme scheme, List<KeyDefect> defects) {
        if (!(scheme instanceof Scheme.Signing signing) || !signing.hash().collisionResistant()) {
            defects.add(new KeyDefect(
                    "ak-scheme",
                    "the attestation key is not bound to a strong signing scheme",
                    "RSASSA, RSAPSS or ECDSA with SHA-256 or better",
                    scheme.toString()));
        }
    }

    private static void checkKey(KeyMaterial key, List<KeyDefect> defects) {
        boolean strong = switch (key) {
            case KeyMaterial.Rsa rsa -> rsa.bits() >= MIN_RSA_BITS && rsa.exponent() >= MIN_RSA_EXPONENT;
            case KeyMaterial.Ecc _ -> true;
        };
        if (!strong) {
            defects.add(new KeyDefect(
                    "ak-key-size",
                    "the attestation key is too weak",
                    "RSA of 2048 bits or more with exponent 65537 or more, P-256 or P-384",
                    key.kind()));
        }
    }
}
