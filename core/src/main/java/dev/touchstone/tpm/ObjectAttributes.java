package dev.touchstone.tpm;

import java.util.ArrayList;
import java.util.List;

/**
 * What a TPM lets a key do: TPMA_OBJECT (TPM 2.0 Library, Part 2, §8.3).
 *
 * @param value the bits as read
 */
public record ObjectAttributes(int value) {

    /** One bit, named as in the specification. */
    public enum Attribute {
        FIXED_TPM(1, "fixedTPM"),
        ST_CLEAR(2, "stClear"),
        FIXED_PARENT(4, "fixedParent"),
        SENSITIVE_DATA_ORIGIN(5, "sensitiveDataOrigin"),
        USER_WITH_AUTH(6, "userWithAuth"),
        ADMIN_WITH_POLICY(7, "adminWithPolicy"),
        FIRMWARE_LIMITED(8, "firmwareLimited"),
        SVN_LIMITED(9, "svnLimited"),
        NO_DA(10, "noDA"),
        ENCRYPTED_DUPLICATION(11, "encryptedDuplication"),
        RESTRICTED(16, "restricted"),
        DECRYPT(17, "decrypt"),
        SIGN(18, "sign"),
        X509_SIGN(19, "x509sign");

        private final int mask;
        private final String label;

        Attribute(int bit, String label) {
            this.mask = 1 << bit;
            this.label = label;
        }

        /** The specification's name: {@code fixedTPM}. */
        public String label() {
            return label;
        }
    }

    /** Bits that no attribute uses; a TPM refuses them, so a real key never has them. */
    int reserved() {
        int rest = value;
        for (Attribute attribute : Attribute.values()) {
            rest &= ~attribute.mask;
        }
        return rest;
    }

    /** These attributes and no others. */
    public static ObjectAttributes of(Attribute... attributes) {
        int value = 0;
        for (Attribute attribute : attributes) {
            value |= attribute.mask;
        }
        return new ObjectAttributes(value);
    }

    /** Whether {@code attribute} is set. */
    public boolean has(Attribute attribute) {
        return (value & attribute.mask) != 0;
    }

    /** The set attributes by name: {@code fixedTPM|restricted|sign}. */
    @Override
    public String toString() {
        List<String> names = new ArrayList<>();
        for (Attribute attribute : Attribute.values()) {
            if (has(attribute)) {
                names.add(attribute.label);
            }
        }
        return String.join("|", names);
    }
}
