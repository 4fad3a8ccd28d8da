package dev.touchstone.agent.tpm.tss;

import dev.touchstone.agent.tpm.ClientKeyType;
import dev.touchstone.agent.tpm.EndorsementKeyType;
import dev.touchstone.bytes.Bytes;
import tss.tpm.TPM2B_PUBLIC_KEY_RSA;
import tss.tpm.TPMA_OBJECT;
import tss.tpm.TPMS_ECC_PARMS;
import tss.tpm.TPMS_ECC_POINT;
import tss.tpm.TPMS_NULL_ASYM_SCHEME;
import tss.tpm.TPMS_NULL_KDF_SCHEME;
import tss.tpm.TPMS_RSA_PARMS;
import tss.tpm.TPMS_SIG_SCHEME_ECDSA;
import tss.tpm.TPMT_PUBLIC;
import tss.tpm.TPMT_SYM_DEF_OBJECT;
import tss.tpm.TPM_ALG_ID;
import tss.tpm.TPM_ECC_CURVE;

/** The public areas keys are made from. */
final class Templates {

    /** PolicyA: TPM2_PolicySecret(TPM_RH_ENDORSEMENT) (EK Credential Profile 2.5, annex B.2). */
    private static final Bytes ENDORSEMENT_POLICY =
            Bytes.ofHex("837197674484b3f81a90cc8d46a5d724fd52d76e06520b64f2a1da1b331469aa");

    private Templates() {}

    /** Templates L-1 and L-2 (EK Credential Profile 2.5, annex B.3.3 and B.3.4). */
    static TPMT_PUBLIC endorsementKey(EndorsementKeyType type) {
        TPMA_OBJECT attributes = new TPMA_OBJECT(
                TPMA_OBJECT.fixedTPM,
                TPMA_OBJECT.fixedParent,
                TPMA_OBJECT.sensitiveDataOrigin,
                TPMA_OBJECT.adminWithPolicy,
                TPMA_OBJECT.restricted,
                TPMA_OBJECT.decrypt);
        var aes = new TPMT_SYM_DEF_OBJECT(TPM_ALG_ID.AES, 128, TPM_ALG_ID.CFB);
        var none = new TPMS_NULL_ASYM_SCHEME();
        byte[] policy = ENDORSEMENT_POLICY.toArray();
        return switch (type) {
            case RSA ->
                new TPMT_PUBLIC(
                        TPM_ALG_ID.SHA256,
                        attributes,
                        policy,
                        new TPMS_RSA_PARMS(aes, none, 2048, 0),
                        new TPM2B_PUBLIC_KEY_RSA(new byte[256]));
            case ECC ->
                new TPMT_PUBLIC(
                        TPM_ALG_ID.SHA256,
                        attributes,
                        policy,
                        new TPMS_ECC_PARMS(aes, none, TPM_ECC_CURVE.NIST_P256, new TPMS_NULL_KDF_SCHEME()),
                        new TPMS_ECC_POINT(new byte[32], new byte[32]));
        };
    }

    /**
     * Whether a TPM2B_PUBLIC found in the TPM is the template but for {@code unique}, which holds the key itself and is
     * as long in both.
     */
    static boolean follows(EndorsementKeyType type, Bytes tpm2bPublic) {
        Bytes template = Bytes.of(endorsementKey(type).toBytes());
        int unique = switch (type) {
            case RSA -> 256;
            case ECC -> 2 + 32 + 32;
        };
        int common = template.length() - unique;
        return tpm2bPublic.length() == 2 + template.length()
                && tpm2bPublic.slice(2, 2 + common).equals(template.slice(0, common));
    }

    /** An attestation key: restricted, so that it signs only what the TPM itself produced; noDA, see the port. */
    static TPMT_PUBLIC attestationKey() {
        return new TPMT_PUBLIC(
                TPM_ALG_ID.SHA256,
                new TPMA_OBJECT(
                        TPMA_OBJECT.fixedTPM,
                        TPMA_OBJECT.fixedParent,
                        TPMA_OBJECT.sensitiveDataOrigin,
                        TPMA_OBJECT.userWithAuth,
                        TPMA_OBJECT.noDA,
                        TPMA_OBJECT.restricted,
                        TPMA_OBJECT.sign),
                new byte[0],
                new TPMS_ECC_PARMS(
                        new TPMT_SYM_DEF_OBJECT(TPM_ALG_ID.NULL, 0, TPM_ALG_ID.NULL),
                        new TPMS_SIG_SCHEME_ECDSA(TPM_ALG_ID.SHA256),
                        TPM_ECC_CURVE.NIST_P256,
                        new TPMS_NULL_KDF_SCHEME()),
                new TPMS_ECC_POINT(new byte[0], new byte[0]));
    }

    /**
     * The storage key that OpenSSL's tpm2 provider makes where a key names the owner hierarchy as its parent; with
     * another template it could not load what lies below. It has an empty {@code unique}, unlike the SRK of TCG's
     * provisioning.
     */
    static TPMT_PUBLIC storageKey() {
        return new TPMT_PUBLIC(
                TPM_ALG_ID.SHA256,
                new TPMA_OBJECT(
                        TPMA_OBJECT.fixedTPM,
                        TPMA_OBJECT.fixedParent,
                        TPMA_OBJECT.sensitiveDataOrigin,
                        TPMA_OBJECT.userWithAuth,
                        TPMA_OBJECT.noDA,
                        TPMA_OBJECT.restricted,
                        TPMA_OBJECT.decrypt),
                new byte[0],
                new TPMS_ECC_PARMS(
                        new TPMT_SYM_DEF_OBJECT(TPM_ALG_ID.AES, 128, TPM_ALG_ID.CFB),
                        new TPMS_NULL_ASYM_SCHEME(),
                        TPM_ECC_CURVE.NIST_P256,
                        new TPMS_NULL_KDF_SCHEME()),
                new TPMS_ECC_POINT(new byte[0], new byte[0]));
    }

    /**
     * A client key: unrestricted, since a peer chooses what is signed; bound to no scheme, since it chooses that too.
     */
    static TPMT_PUBLIC clientKey(ClientKeyType type) {
        TPMA_OBJECT attributes = new TPMA_OBJECT(
                TPMA_OBJECT.fixedTPM,
                TPMA_OBJECT.fixedParent,
                TPMA_OBJECT.sensitiveDataOrigin,
                TPMA_OBJECT.userWithAuth,
                TPMA_OBJECT.noDA,
                TPMA_OBJECT.sign);
        var noSymmetric = new TPMT_SYM_DEF_OBJECT(TPM_ALG_ID.NULL, 0, TPM_ALG_ID.NULL);
        var noScheme = new TPMS_NULL_ASYM_SCHEME();
        return switch (type) {
            case ECC ->
                new TPMT_PUBLIC(
                        TPM_ALG_ID.SHA256,
                        attributes,
                        new byte[0],
                        new TPMS_ECC_PARMS(noSymmetric, noScheme, TPM_ECC_CURVE.NIST_P256, new TPMS_NULL_KDF_SCHEME()),
                        new TPMS_ECC_POINT(new byte[0], new byte[0]));
            case RSA ->
                new TPMT_PUBLIC(
                        TPM_ALG_ID.SHA256,
                        attributes,
                        new byte[0],
                        new TPMS_RSA_PARMS(noSymmetric, noScheme, 2048, 0),
                        new TPM2B_PUBLIC_KEY_RSA(new byte[0]));
        };
    }
}
