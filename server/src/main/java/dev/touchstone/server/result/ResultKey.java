package dev.touchstone.server.result;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import dev.touchstone.server.trust.SelfSigned;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;

/**
 * A P-256 key that signs results, and when. Its schedule is the validity of a certificate it signs for itself, so that
 * nobody changes the one without the other.
 *
 * @param secret the private half
 * @param certificate valid from when the key signs until when it is published no more
 * @param published the public half, as others are told it; its id is the RFC 7638 thumbprint
 */
record ResultKey(PrivateKey secret, X509Certificate certificate, ECKey published) {

    /** RFC 5280 §4.1.2.5: no end is known yet. */
    static final Instant NO_END = Instant.parse("9999-12-31T23:59:59Z");

    private static final String NAME = "CN=Touchstone result signer";
    private static final byte[] PROBE = {1};

    /**
     * A key as stored.
     *
     * @throws GeneralSecurityException if the certificate is not of this very key, by this very key: somebody who
     *     cannot use the key changed what is stored
     */
    static ResultKey of(PrivateKey secret, X509Certificate certificate) throws GeneralSecurityException {
        PublicKey key = certificate.getPublicKey();
        certificate.verify(key);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(secret);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(key);
        signature.update(PROBE);
        if (!signature.verify(signed)) {
            throw new SignatureException("The certificate is of another key");
        }
        return new ResultKey(secret, certificate, publicHalf((ECPublicKey) key));
    }

    /** A new one. */
    static ResultKey generate(Instant signsFrom) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return of(generator.generateKeyPair(), signsFrom, NO_END);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No P-256 key can be made here", e);
        }
    }

    /** The same key, published until then. */
    ResultKey until(Instant end) {
        try {
            return of(new KeyPair(certificate.getPublicKey(), secret), signsFrom(), end);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key that signed does not sign its certificate", e);
        }
    }

    private static ResultKey of(KeyPair pair, Instant from, Instant until) throws GeneralSecurityException {
        return of(pair.getPrivate(), SelfSigned.certificate(pair, NAME, from, until));
    }

    private static ECKey publicHalf(ECPublicKey key) {
        try {
            return new ECKey.Builder(Curve.P_256, key)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint()
                    .build();
        } catch (JOSEException e) {
            throw new IllegalStateException("A P-256 key has no thumbprint", e);
        }
    }

    String kid() {
        return published.getKeyID();
    }

    Instant signsFrom() {
        return certificate.getNotBefore().toInstant();
    }

    /** {@link #NO_END} for a key that has no successor yet. */
    Instant publishedUntil() {
        return certificate.getNotAfter().toInstant();
    }

    boolean isPublished(Instant now) {
        return now.isBefore(publishedUntil());
    }

    JWSSigner signer() {
        try {
            return new ECDSASigner((ECPrivateKey) secret);
        } catch (JOSEException e) {
            throw new IllegalStateException("A P-256 key cannot sign", e);
        }
    }

    /** Never the private half. */
    @Override
    public String toString() {
        return kid();
    }
}
