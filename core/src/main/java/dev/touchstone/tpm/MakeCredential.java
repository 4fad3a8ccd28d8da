package dev.touchstone.tpm;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals a secret so that only the TPM that holds both an EK and a key of a given Name can open it: TPM2_MakeCredential
 * without a TPM (TPM 2.0 Library, Part 1, §24). It proves that the two keys share a TPM; that the EK is a real TPM's is
 * for its certificate to show.
 */
public final class MakeCredential {

    private static final String SEED_LABEL = "IDENTITY";

    private MakeCredential() {}

    /**
     * Seals {@code secret} to {@code ek} and {@code ak}. Hash and cipher are the EK's; the Name's own hash may differ.
     *
     * @throws IllegalArgumentException if the EK is no storage key or the secret is empty or longer than the EK's
     *     digest
     */
    public static Credential seal(TpmPublic ek, TpmName ak, Bytes secret, SecureRandom random) {
        HashAlgorithm hash = ek.nameAlg();
        if (!(ek.symmetric() instanceof Symmetric.AesCfb aes)) {
            throw new IllegalArgumentException("the endorsement key has no symmetric algorithm to seal with");
        }
        if (secret.isEmpty() || secret.length() > hash.size()) {
            throw new IllegalArgumentException("a secret has 1 to " + hash.size() + " bytes, not " + secret.length());
        }
        try {
            SeedExchange exchange = SeedExchange.with(ek, SEED_LABEL, random);
            Bytes identity = encrypt(hash, exchange.seed(), aes, ak, secret);
            Bytes integrity = integrity(hash, exchange.seed(), ak, identity);
            return new Credential(
                    Marshal.tpm2b(Bytes.concat(Marshal.tpm2b(integrity), identity)),
                    Marshal.tpm2b(exchange.encrypted()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "this Java cannot seal to " + ek.key().kind(), e);
        }
    }

    /** §24.4: the secret as TPM2B_DIGEST in AES-CFB; the zero IV is sound as the key is used once. */
    private static Bytes encrypt(HashAlgorithm hash, Bytes seed, Symmetric.AesCfb aes, TpmName ak, Bytes secret)
            throws GeneralSecurityException {
        Bytes key = KeyDerivation.kdfA(hash, seed, "STORAGE", ak.bytes(), aes.bits());
        Cipher cipher = Cipher.getInstance("AES/CFB/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(key.toArray(), "AES"),
                new IvParameterSpec(new byte[cipher.getBlockSize()]));
        return Bytes.of(cipher.doFinal(Marshal.tpm2b(secret).toArray()));
    }

    /** §24.5: the outer HMAC, over the encrypted secret and the Name. */
    private static Bytes integrity(HashAlgorithm hash, Bytes seed, TpmName ak, Bytes identity)
            throws GeneralSecurityException {
        Bytes key = KeyDerivation.kdfA(hash, seed, "INTEGRITY", Bytes.EMPTY, hash.size() * Byte.SIZE);
        return KeyDerivation.hmac(hash, key, Bytes.concat(identity, ak.bytes()));
    }
}
