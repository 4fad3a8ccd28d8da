package dev.touchstone.log.ima;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.ima.ImaDigest.Kind;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any bytes as a file's signature have an outcome, and none is valid")
class FileSignatureFuzzTest {

    private static final Bytes DIGEST = Bytes.filled(32, 7);
    private static final List<PublicKey> KEYS = List.of(key("RSA", 2048), key("EC", 256));

    private static PublicKey key(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair().getPublic();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @FuzzTest(maxDuration = "20s")
    void attribute(byte[] input) {
        for (Kind kind : Kind.values()) {
            ImaDigest digest = ImaDigest.of(kind, HashAlgorithm.SHA256, DIGEST);
            check(new FileSignature(Bytes.of(input)).verify(digest, KEYS));
        }
    }

    private static void check(FileSignature.Outcome outcome) {
        if (outcome instanceof FileSignature.Outcome.Valid valid) {
            throw new AssertionError(valid.toString());
        }
    }

    /** Past the key id, which no input would hit. */
    @FuzzTest(maxDuration = "20s")
    void signature(byte[] input) {
        for (PublicKey key : KEYS) {
            if (DigestSignature.verify(key, HashAlgorithm.SHA256, DIGEST, Bytes.of(input))
                    == DigestSignature.Result.VALID) {
                throw new AssertionError(key.getAlgorithm());
            }
        }
    }
}
