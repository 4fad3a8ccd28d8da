package dev.touchstone.tpm;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * A fresh seed and its encryption to a storage key (TPM 2.0 Library, Part 1, §B.10.3 for RSA, §C.6.1 for ECC). The hash
 * is the storage key's nameAlg.
 *
 * @param seed as many bytes as the hash has
 * @param encrypted the contents of TPM2B_ENCRYPTED_SECRET
 */
record SeedExchange(Bytes seed, Bytes encrypted) {

    static SeedExchange with(TpmPublic parent, String label, SecureRandom random) throws GeneralSecurityException {
        return switch (parent.key()) {
            case KeyMaterial.Rsa rsa -> withRsa(rsa, parent.nameAlg(), label, random);
            case KeyMaterial.Ecc ecc -> withEcc(ecc, parent.nameAlg(), label, random);
        };
    }

    private static SeedExchange withRsa(KeyMaterial.Rsa key, HashAlgorithm hash, String label, SecureRandom random)
            throws GeneralSecurityException {
        byte[] seed = new byte[hash.size()];
        random.nextBytes(seed);
        // Looked up without a provider: some take no label, and the JCA then falls through to one that does.
        Cipher oaep = Cipher.getInstance("RSA/ECB/OAEPPadding");
        oaep.init(
                Cipher.ENCRYPT_MODE,
                key.toPublicKey(),
                new OAEPParameterSpec(
                        hash.jcaName(),
                        "MGF1",
                        new MGF1ParameterSpec(hash.jcaName()),
                        new PSource.PSpecified(KeyDerivation.terminated(label).toArray())),
                random);
        return new SeedExchange(Bytes.of(seed), Bytes.of(oaep.doFinal(seed)));
    }

    private static SeedExchange withEcc(KeyMaterial.Ecc key, HashAlgorithm hash, String label, SecureRandom random)
            throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(key.curve().jcaName()), random);
        KeyPair ephemeral = generator.generateKeyPair();
        KeyAgreement ecdh = KeyAgreement.getInstance("ECDH");
        ecdh.init(ephemeral.getPrivate());
        ecdh.doPhase(key.toPublicKey(), true);
        Bytes z = Bytes.of(ecdh.generateSecret());
        ECPublicKey point = (ECPublicKey) ephemeral.getPublic();
        int size = key.curve().size();
        Bytes x = fixedWidth(point.getW().getAffineX(), size);
        Bytes y = fixedWidth(point.getW().getAffineY(), size);
        return new SeedExchange(
                KeyDerivation.kdfE(hash, z, label, x, key.x()), Bytes.concat(Marshal.tpm2b(x), Marshal.tpm2b(y)));
    }

    /** {@link BigInteger#toByteArray} adds a sign byte and drops leading zeros; a TPM digests the fixed width. */
    private static Bytes fixedWidth(BigInteger coordinate, int size) {
        byte[] signed = coordinate.toByteArray();
        Bytes magnitude = Bytes.of(signed).slice(Math.max(0, signed.length - size), signed.length);
        return Marshal.leftPad(magnitude, size);
    }
}
