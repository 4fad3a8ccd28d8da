package dev.touchstone.agent.certificate;

import dev.touchstone.agent.tpm.KeyBlobs;
import dev.touchstone.bytes.Bytes;

/**
 * A TPM key as OpenSSL's tpm2 provider and engine load it: TPMKey, of type "loadable key"
 * (https://www.hansenpartnership.com/draft-bottomley-tpm2-keys.html, §3.1).
 */
public final class OpensslKey {

    private static final String LOADABLE_KEY = "2.23.133.10.1.3";
    private static final Bytes OWNER_HIERARCHY = Bytes.ofHex("40000001");

    private OpensslKey() {}

    /** PEM of {@code key}, which lies under the owner hierarchy's storage key and has no password. */
    public static String pem(KeyBlobs key) {
        return Der.pem("TSS2 PRIVATE KEY", der(key));
    }

    /** The same in DER: wpa_supplicant takes the PEM for one of an engine that Debian does not have. */
    public static Bytes der(KeyBlobs key) {
        return Der.sequence(
                Der.oid(LOADABLE_KEY),
                Der.tagged(0, Der.yes()),
                Der.integer(OWNER_HIERARCHY),
                Der.octetString(key.publicArea()),
                Der.octetString(key.privateArea()));
    }
}
