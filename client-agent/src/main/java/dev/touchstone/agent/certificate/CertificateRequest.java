package dev.touchstone.agent.certificate;

import dev.touchstone.agent.tpm.ClientKey;
import dev.touchstone.agent.tpm.TpmDeviceException;
import dev.touchstone.agent.tpm.TpmDeviceException.Kind;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.tpm.TpmPublic;
import dev.touchstone.tpm.TpmSignature;

/** PKCS #10 (RFC 2986): asks any CA for a certificate of a key in the TPM, signed by that key. */
public final class CertificateRequest {

    private static final String COMMON_NAME = "2.5.4.3";
    private static final String SUBJECT_ALT_NAME = "2.5.29.17";
    private static final String EXTENSION_REQUEST = "1.2.840.113549.1.9.14";
    private static final String SHA256_WITH_RSA = "1.2.840.113549.1.1.11";
    private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
    private static final int DNS_NAME = 2;

    /** ub-common-name of RFC 5280, appendix A.1. */
    private static final int MAX_COMMON_NAME = 64;

    private CertificateRequest() {}

    /**
     * A request in PEM.
     *
     * @param host the name the host was granted: the common name, if it is short enough for one, and a dNSName
     */
    public static String pem(ClientKey key, String host) throws TpmDeviceException {
        Bytes info = Der.sequence(
                Der.integer(Bytes.of((byte) 0)), subject(host), publicKey(key.publicArea()), attributes(host));
        return Der.pem("CERTIFICATE REQUEST", signed(info, key.sign(info)));
    }

    private static Bytes subject(String host) {
        return host.length() > MAX_COMMON_NAME
                ? Der.sequence()
                : Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.utf8(host))));
    }

    private static Bytes publicKey(Bytes tpm2bPublic) {
        try {
            return TpmPublic.parse(tpm2bPublic).subjectPublicKeyInfo();
        } catch (MalformedException e) {
            throw new IllegalArgumentException("the client key's public area does not read", e);
        }
    }

    private static Bytes attributes(String host) {
        Bytes names = Der.sequence(Der.implicit(DNS_NAME, Bytes.ofUtf8(host)));
        Bytes extension = Der.sequence(Der.oid(SUBJECT_ALT_NAME), Der.octetString(names));
        return Der.tagged(0, Der.sequence(Der.oid(EXTENSION_REQUEST), Der.set(Der.sequence(extension))));
    }

    private static Bytes signed(Bytes info, Bytes tpmtSignature) throws TpmDeviceException {
        return switch (parse(tpmtSignature)) {
            case TpmSignature.Ecdsa ecdsa ->
                request(
                        info,
                        Der.sequence(Der.oid(ECDSA_WITH_SHA256)),
                        Der.sequence(Der.integer(ecdsa.r()), Der.integer(ecdsa.s())));
            case TpmSignature.Rsassa rsassa ->
                request(info, Der.sequence(Der.oid(SHA256_WITH_RSA), Der.nothing()), rsassa.signature());
            case TpmSignature.Rsapss _ ->
                throw new TpmDeviceException(Kind.REFUSED, "the TPM signed with RSAPSS where RSASSA was asked for");
        };
    }

    private static Bytes request(Bytes info, Bytes algorithm, Bytes signature) {
        return Der.sequence(info, algorithm, Der.bitString(signature));
    }

    private static TpmSignature parse(Bytes tpmtSignature) throws TpmDeviceException {
        try {
            return TpmSignature.parse(tpmtSignature);
        } catch (MalformedException e) {
            throw new TpmDeviceException(Kind.REFUSED, "the TPM's signature makes no sense: " + e.getMessage(), e);
        }
    }
}
