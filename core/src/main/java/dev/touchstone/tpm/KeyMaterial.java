package dev.touchstone.tpm;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.KeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Set;

/** The numbers that make a public key: parameters and TPMU_PUBLIC_ID (TPM 2.0 Library, Part 2, §12.2.3). */
public sealed interface KeyMaterial {

    /** The key for the JCA, from the first provider that makes such keys. */
    PublicKey toPublicKey();

    /** Algorithm and size: {@code RSA 2048}, {@code P-256}. */
    String kind();

    /**
     * RSA.
     *
     * @param bits the key size
     * @param exponent the public exponent; 65537 where the TPM wrote 0
     * @param modulus exactly as many bits as the key size
     */
    record Rsa(int bits, long exponent, Bytes modulus) implements KeyMaterial {

        private static final Set<Integer> SIZES = Set.of(1024, 2048, 3072, 4096);
        private static final long DEFAULT_EXPONENT = 65537;

        static Rsa parse(ByteReader reader, int bits, long exponent) throws MalformedException {
            if (!SIZES.contains(bits)) {
                throw reader.malformed("RSA keys of " + bits + " bits are not known");
            }
            // 1 would make every encryption the plain text; no prime above 2 is even.
            if (exponent != 0 && (exponent == 1 || exponent % 2 == 0)) {
                throw reader.malformed("RSA exponent " + exponent + " is not a prime above 2");
            }
            Bytes modulus = reader.tpm2b("RSA modulus");
            if (modulus.length() != bits / Byte.SIZE || modulus.at(0) < 0x80) {
                throw reader.malformed("the RSA modulus is not one of " + bits + " bits");
            }
            return new Rsa(bits, exponent == 0 ? DEFAULT_EXPONENT : exponent, modulus);
        }

        @Override
        public PublicKey toPublicKey() {
            BigInteger n = new BigInteger(1, modulus.toArray());
            return generate("RSA", new RSAPublicKeySpec(n, BigInteger.valueOf(exponent)));
        }

        @Override
        public String kind() {
            return "RSA " + bits;
        }
    }

    /**
     * A point on a curve.
     *
     * @param curve the curve
     * @param x as many bytes as the curve's coordinates have
     * @param y likewise
     */
    record Ecc(EccCurve curve, Bytes x, Bytes y) implements KeyMaterial {

        static Ecc parse(ByteReader reader, EccCurve curve) throws MalformedException {
            Ecc key = new Ecc(curve, coordinate(reader, curve), coordinate(reader, curve));
            if (!curve.contains(key.point())) {
                throw reader.malformed("the point is not on " + curve);
            }
            return key;
        }

        private static Bytes coordinate(ByteReader reader, EccCurve curve) throws MalformedException {
            Bytes value = reader.tpm2b("coordinate");
            if (value.length() > curve.size()) {
                throw reader.malformed("a coordinate of " + curve + " has " + value.length() + " bytes");
            }
            return Marshal.leftPad(value, curve.size());
        }

        /** The point. */
        public ECPoint point() {
            return new ECPoint(new BigInteger(1, x.toArray()), new BigInteger(1, y.toArray()));
        }

        @Override
        public PublicKey toPublicKey() {
            return generate("EC", new ECPublicKeySpec(point(), curve.parameters()));
        }

        @Override
        public String kind() {
            return curve.toString();
        }
    }

    private static PublicKey generate(String algorithm, KeySpec spec) {
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(spec);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot hold the " + algorithm + " key", e);
        }
    }
}
