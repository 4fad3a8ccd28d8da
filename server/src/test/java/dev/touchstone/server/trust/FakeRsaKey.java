package dev.touchstone.server.trust;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;

/** A key of any size, for what is asked of a key before it is used. */
record FakeRsaKey(int modulusBits, int exponentBits) implements RSAPublicKey {

    @Override
    public BigInteger getModulus() {
        return BigInteger.ONE.shiftLeft(modulusBits - 1);
    }

    @Override
    public BigInteger getPublicExponent() {
        return BigInteger.ONE.shiftLeft(exponentBits - 1);
    }

    @Override
    public String getAlgorithm() {
        return "RSA";
    }

    @Override
    public String getFormat() {
        return "none";
    }

    @Override
    public byte[] getEncoded() {
        return new byte[0];
    }
}
