package dev.touchstone.tpm;

/** The signature schemes a quote can have here (TPM 2.0 Library, Part 2, §11.2.1). */
public enum SignatureAlgorithm {
    /** RSASSA-PKCS1-v1_5. */
    RSASSA,
    /** RSASSA-PSS. */
    RSAPSS,
    /** ECDSA over a NIST curve. */
    ECDSA
}
