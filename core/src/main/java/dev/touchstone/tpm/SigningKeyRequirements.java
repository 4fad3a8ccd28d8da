package dev.touchstone.tpm;

import dev.touchstone.tpm.ObjectAttributes.Attribute;
import java.util.List;

/**
 * What is asked of a key that signs, whatever it signs.
 *
 * @param role how its defects are told apart: {@code ak}
 * @param subject what the key is called: {@code the attestation key}
 * @param set attributes it must have
 * @param clear attributes it must not have
 */
record SigningKeyRequirements(String role, String subject, List<Attribute> set, List<Attribute> clear) {

    private static final int MIN_RSA_BITS = 2048;
    private static final long MIN_RSA_EXPONENT = 65537;

    void check(TpmPublic key, List<KeyDefect> defects) {
        checkAttributes(key.attributes(), defects);
        checkNameAlg(key, defects);
        checkStrength(key.key(), defects);
    }

    private void checkAttributes(ObjectAttributes attributes, List<KeyDefect> defects) {
        for (Attribute attribute : set) {
            if (!attributes.has(attribute)) {
                defects.add(defect(missing(attribute), "is not " + attribute.label(), "set", "clear"));
            }
        }
        for (Attribute attribute : clear) {
            if (attributes.has(attribute)) {
                defects.add(defect(surplus(attribute), "is " + attribute.label(), "clear", "set"));
            }
        }
    }

    private static String missing(Attribute attribute) {
        return switch (attribute) {
            case FIXED_TPM -> "not-fixed-tpm";
            case FIXED_PARENT -> "not-fixed-parent";
            case SENSITIVE_DATA_ORIGIN -> "not-made-in-tpm";
            case RESTRICTED -> "not-restricted";
            case SIGN -> "cannot-sign";
            case DECRYPT,
                    ST_CLEAR,
                    USER_WITH_AUTH,
                    ADMIN_WITH_POLICY,
                    FIRMWARE_LIMITED,
                    SVN_LIMITED,
                    NO_DA,
                    ENCRYPTED_DUPLICATION,
                    X509_SIGN -> throw new IllegalArgumentException(attribute + " is asked of no key");
        };
    }

    private static String surplus(Attribute attribute) {
        return switch (attribute) {
            case RESTRICTED -> "restricted";
            case DECRYPT -> "can-decrypt";
            case FIXED_TPM,
                    FIXED_PARENT,
                    SENSITIVE_DATA_ORIGIN,
                    SIGN,
                    ST_CLEAR,
                    USER_WITH_AUTH,
                    ADMIN_WITH_POLICY,
                    FIRMWARE_LIMITED,
                    SVN_LIMITED,
                    NO_DA,
                    ENCRYPTED_DUPLICATION,
                    X509_SIGN -> throw new IllegalArgumentException(attribute + " is held against no key");
        };
    }

    private void checkNameAlg(TpmPublic key, List<KeyDefect> defects) {
        if (!key.nameAlg().collisionResistant()) {
            defects.add(defect(
                    "name-alg",
                    "has a Name that rests on a weak hash",
                    "SHA-256 or better",
                    key.nameAlg().jcaName()));
        }
    }

    private void checkStrength(KeyMaterial key, List<KeyDefect> defects) {
        boolean strong = switch (key) {
            case KeyMaterial.Rsa rsa -> rsa.bits() >= MIN_RSA_BITS && rsa.exponent() >= MIN_RSA_EXPONENT;
            case KeyMaterial.Ecc _ -> true;
        };
        if (!strong) {
            defects.add(defect(
                    "key-size",
                    "is too weak",
                    "RSA of 2048 bits or more with exponent 65537 or more, P-256 or P-384",
                    key.kind()));
        }
    }

    /** A defect of this role; {@code what} continues the sentence that the key begins. */
    KeyDefect defect(String code, String what, String expected, String actual) {
        return new KeyDefect(role + "-" + code, subject + " " + what, expected, actual);
    }
}
