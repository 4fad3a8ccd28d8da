package dev.touchstone.tpm;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

/** JDK key pairs, each made once. */
final class Keys {

    static final KeyPair P256 = generate("EC", 256);
    static final KeyPair P384 = generate("EC", 384);
    static final KeyPair RSA2048 = generate("RSA", 2048);

    private Keys() {}

    static KeyPair generate(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
