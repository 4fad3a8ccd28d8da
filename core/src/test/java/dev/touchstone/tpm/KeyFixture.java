package dev.touchstone.tpm;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.tpm.ObjectAttributes.Attribute;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/** Public areas built by hand around JDK keys; every field can be given a wrong value. */
public final class KeyFixture {

    /** The attributes {@code tpm2_createak} gives. */
    public static final ObjectAttributes AK = ObjectAttributes.of(
            Attribute.FIXED_TPM,
            Attribute.FIXED_PARENT,
            Attribute.SENSITIVE_DATA_ORIGIN,
            Attribute.USER_WITH_AUTH,
            Attribute.RESTRICTED,
            Attribute.SIGN);

    /** The attributes of a key for TLS that never leaves its TPM. */
    public static final ObjectAttributes CLIENT = ObjectAttributes.of(
            Attribute.FIXED_TPM,
            Attribute.FIXED_PARENT,
            Attribute.SENSITIVE_DATA_ORIGIN,
            Attribute.USER_WITH_AUTH,
            Attribute.SIGN);

    /** The attributes of a low-range endorsement key. */
    public static final ObjectAttributes EK = new ObjectAttributes(0x000300b2);

    /** PolicyA, which low-range endorsement keys have. */
    public static final Bytes POLICY_A =
            Bytes.ofHex("837197674484b3f81a90cc8d46a5d724fd52d76e06520b64f2a1da1b331469aa");

    private static final Bytes NULL = Marshal.u16(Registry.NULL);

    private final PublicKey key;
    private final Bytes scheme;
    private HashAlgorithm nameAlg = HashAlgorithm.SHA256;
    private int attributes = AK.value();
    private Bytes authPolicy = Bytes.EMPTY;
    private Bytes symmetric = NULL;

    private KeyFixture(PublicKey key, Bytes scheme) {
        this.key = key;
        this.scheme = scheme;
    }

    /** An attestation key. */
    public static KeyFixture ak(PublicKey key, SignatureAlgorithm algorithm, HashAlgorithm hash) {
        int id = switch (algorithm) {
            case RSASSA -> Registry.RSASSA;
            case RSAPSS -> Registry.RSAPSS;
            case ECDSA -> Registry.ECDSA;
        };
        return new KeyFixture(key, Bytes.concat(Marshal.u16(id), Marshal.u16(hash.id())));
    }

    /** A client key, bound to no scheme. */
    public static KeyFixture client(PublicKey key) {
        return new KeyFixture(key, NULL).attributes(CLIENT.value());
    }

    /** An endorsement key of the low-range templates. */
    public static KeyFixture ek(PublicKey key) {
        KeyFixture fixture = new KeyFixture(key, NULL);
        fixture.attributes = EK.value();
        fixture.authPolicy = POLICY_A;
        fixture.symmetric = Bytes.ofHex("000600800043");
        return fixture;
    }

    /** With another nameAlg. */
    public KeyFixture nameAlg(HashAlgorithm value) {
        nameAlg = value;
        return this;
    }

    /** With other attributes. */
    public KeyFixture attributes(int value) {
        attributes = value;
        return this;
    }

    /** With another authPolicy. */
    public KeyFixture authPolicy(Bytes value) {
        authPolicy = value;
        return this;
    }

    /** With another TPMT_SYM_DEF_OBJECT. */
    public KeyFixture symmetric(Bytes value) {
        symmetric = value;
        return this;
    }

    /** TPMT_PUBLIC. */
    public Bytes area() {
        return Bytes.concat(
                Marshal.u16(key instanceof RSAPublicKey ? Registry.RSA : Registry.ECC),
                Marshal.u16(nameAlg.id()),
                Marshal.u32(attributes),
                Marshal.tpm2b(authPolicy),
                symmetric,
                scheme,
                numbers());
    }

    private Bytes numbers() {
        return switch (key) {
            case RSAPublicKey rsa ->
                Bytes.concat(
                        Marshal.u16(rsa.getModulus().bitLength()),
                        Marshal.u32(0),
                        Marshal.tpm2b(
                                magnitude(rsa.getModulus(), rsa.getModulus().bitLength() / Byte.SIZE)));
            case ECPublicKey ec -> {
                int size = ec.getParams().getOrder().bitLength() / Byte.SIZE;
                yield Bytes.concat(
                        Marshal.u16(size == EccCurve.P256.size() ? 3 : 4),
                        NULL,
                        Marshal.tpm2b(magnitude(ec.getW().getAffineX(), size)),
                        Marshal.tpm2b(magnitude(ec.getW().getAffineY(), size)));
            }
            default -> throw new IllegalArgumentException(key.getAlgorithm());
        };
    }

    private static Bytes magnitude(BigInteger value, int size) {
        byte[] signed = value.toByteArray();
        return Marshal.leftPad(Bytes.of(signed).slice(Math.max(0, signed.length - size), signed.length), size);
    }

    /** The parsed public area. */
    public TpmPublic parse() {
        try {
            return TpmPublic.parseArea(area());
        } catch (MalformedException e) {
            throw new IllegalStateException(e);
        }
    }
}
