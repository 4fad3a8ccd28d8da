package dev.touchstone.quote;

import static dev.touchstone.quote.QuoteVerifier.mismatch;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.quote.QuoteDefect.Code;
import dev.touchstone.tpm.AttestationKey;
import dev.touchstone.tpm.EccCurve;
import dev.touchstone.tpm.KeyMaterial;
import dev.touchstone.tpm.Scheme;
import dev.touchstone.tpm.TpmSignature;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;

/** Whether the attestation key signed the bytes, by the one scheme it is bound to and a hash that can be relied on. */
final class SignatureCheck {

    private SignatureCheck() {}

    static void check(TpmSignature signature, Bytes signed, AttestationKey ak, List<QuoteDefect> defects) {
        Scheme scheme = new Scheme.Signing(signature.algorithm(), signature.hash());
        if (!scheme.equals(ak.publicArea().scheme())) {
            defects.add(mismatch(
                    Code.SIGNATURE_SCHEME,
                    "the signature's scheme is not the attestation key's",
                    ak.publicArea().scheme(),
                    scheme));
        }
        if (!signature.hash().collisionResistant()) {
            defects.add(mismatch(
                    Code.SIGNATURE_HASH_WEAK,
                    "the signature rests on a weak hash",
                    "SHA-256 or better",
                    signature.hash().jcaName()));
        }
        if (!valid(signature, signed, ak)) {
            defects.add(mismatch(
                    Code.SIGNATURE_INVALID,
                    "the attestation key did not sign these bytes",
                    "a signature by " + ak.name(),
                    "one that does not verify"));
        }
    }

    /** Fails closed: whatever keeps a provider from checking the signature is a signature that does not verify. */
    private static boolean valid(TpmSignature signature, Bytes signed, AttestationKey ak) {
        try {
            return switch (signature) {
                case TpmSignature.Rsassa rsassa -> rsassa(rsassa, signed, ak);
                case TpmSignature.Rsapss rsapss -> rsapss(rsapss, signed, ak);
                case TpmSignature.Ecdsa ecdsa -> ecdsa(ecdsa, signed, ak);
            };
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static boolean rsassa(TpmSignature.Rsassa signature, Bytes signed, AttestationKey ak)
            throws GeneralSecurityException {
        if (!(ak.publicArea().key() instanceof KeyMaterial.Rsa)) {
            return false;
        }
        Signature verifier = Signature.getInstance(signature.hash() + "withRSA");
        return verify(verifier, ak, signed, signature.signature().toArray());
    }

    /** TPMs salt with as many bytes as the digest has (FIPS 186-5) or as fit (Part 1, §B.7). */
    private static boolean rsapss(TpmSignature.Rsapss signature, Bytes signed, AttestationKey ak)
            throws GeneralSecurityException {
        if (!(ak.publicArea().key() instanceof KeyMaterial.Rsa rsa)) {
            return false;
        }
        int digest = signature.hash().size();
        int maximal = rsa.bits() / Byte.SIZE - digest - 2;
        return rsapss(signature, digest, signed, ak) || rsapss(signature, maximal, signed, ak);
    }

    private static boolean rsapss(TpmSignature.Rsapss signature, int salt, Bytes signed, AttestationKey ak)
            throws GeneralSecurityException {
        HashAlgorithm hash = signature.hash();
        Signature verifier = Signature.getInstance("RSASSA-PSS");
        verifier.setParameter(
                new PSSParameterSpec(hash.jcaName(), "MGF1", new MGF1ParameterSpec(hash.jcaName()), salt, 1));
        return verify(verifier, ak, signed, signature.signature().toArray());
    }

    private static boolean ecdsa(TpmSignature.Ecdsa signature, Bytes signed, AttestationKey ak)
            throws GeneralSecurityException {
        if (!(ak.publicArea().key() instanceof KeyMaterial.Ecc ecc)
                || !inRange(signature.r(), ecc.curve())
                || !inRange(signature.s(), ecc.curve())) {
            return false;
        }
        byte[] joined = new byte[2 * ecc.curve().size()];
        place(signature.r(), joined, ecc.curve().size());
        place(signature.s(), joined, joined.length);
        Signature verifier = Signature.getInstance(signature.hash() + "withECDSAinP1363Format");
        return verify(verifier, ak, signed, joined);
    }

    private static boolean inRange(Bytes scalar, EccCurve curve) {
        BigInteger value = new BigInteger(1, scalar.toArray());
        return scalar.length() <= curve.size() && value.signum() > 0 && value.compareTo(curve.order()) < 0;
    }

    /** Right-aligned before {@code end}: the two halves have fixed width (IEEE P1363). */
    private static void place(Bytes scalar, byte[] target, int end) {
        System.arraycopy(scalar.toArray(), 0, target, end - scalar.length(), scalar.length());
    }

    private static boolean verify(Signature verifier, AttestationKey ak, Bytes signed, byte[] signature)
            throws GeneralSecurityException {
        verifier.initVerify(ak.publicKey());
        verifier.update(signed.toArray());
        return verifier.verify(signature);
    }
}
