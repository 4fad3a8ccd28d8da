package dev.touchstone.tpm;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.MalformedException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;

/** The curves accepted (TPM 2.0 Library, Part 2, §6.4, TPM_ECC_CURVE). */
@SuppressWarnings("ImmutableEnumChecker") // ECParameterSpec is immutable, though not annotated so.
public enum EccCurve {
    P256(0x0003, "secp256r1", 32),
    P384(0x0004, "secp384r1", 48);

    private final int id;
    private final String jcaName;
    private final int size;
    private final ECParameterSpec parameters;

    EccCurve(int id, String jcaName, int size) {
        this.id = id;
        this.jcaName = jcaName;
        this.size = size;
        this.parameters = lookUp(jcaName);
    }

    static EccCurve parse(ByteReader reader) throws MalformedException {
        int id = reader.u16("curve");
        for (EccCurve curve : values()) {
            if (curve.id == id) {
                return curve;
            }
        }
        throw reader.malformed("curve 0x%04x is neither P-256 nor P-384".formatted(id));
    }

    /** Bytes of a coordinate and of a scalar. */
    public int size() {
        return size;
    }

    /** The number of points, which {@code r} and {@code s} of a signature stay below. */
    public BigInteger order() {
        return parameters.getOrder();
    }

    /** The domain parameters. */
    public ECParameterSpec parameters() {
        return parameters;
    }

    String jcaName() {
        return jcaName;
    }

    /** Whether y² = x³ + ax + b, with both coordinates below p. The cofactor is 1, so every such point is good. */
    boolean contains(ECPoint point) {
        BigInteger p = ((ECFieldFp) parameters.getCurve().getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger right = x.multiply(x)
                .add(parameters.getCurve().getA())
                .multiply(x)
                .add(parameters.getCurve().getB());
        return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.multiply(y).mod(p).equals(right.mod(p));
    }

    private static ECParameterSpec lookUp(String jcaName) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(jcaName));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no curve " + jcaName, e);
        }
    }

    @Override
    public String toString() {
        return this == P256 ? "P-256" : "P-384";
    }
}
