package dev.touchstone.quote;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.tpm.AttestationKey;
import dev.touchstone.tpm.KeyFixture;
import dev.touchstone.tpm.PcrSelection;
import dev.touchstone.tpm.PcrSelection.Bank;
import dev.touchstone.tpm.SignatureAlgorithm;
import dev.touchstone.tpm.TpmName;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.HashMap;
import java.util.Map;

/** A host's attestation key under an endorsement key, held by the JDK, and the quotes it signs. */
public final class QuoteFixture {

    /** A nonce like any other. */
    public static final Bytes NONCE = Bytes.filled(32, 0x5a);

    private final KeyPair keys;
    private final SignatureAlgorithm algorithm;
    private final HashAlgorithm hash;
    private final AttestationKey ak;
    private final TpmName ek = new TpmName(HashAlgorithm.SHA256, Bytes.filled(32, 0xe0));
    private int salt;

    private QuoteFixture(KeyPair keys, SignatureAlgorithm algorithm, HashAlgorithm hash) {
        this.keys = keys;
        this.algorithm = algorithm;
        this.hash = hash;
        this.ak = AttestationKey.of(
                KeyFixture.ak(keys.getPublic(), algorithm, hash).parse());
        this.salt = hash.size();
    }

    /** A new P-256 key that signs with SHA-256. */
    public static QuoteFixture p256() {
        return of(SignatureAlgorithm.ECDSA, 256, HashAlgorithm.SHA256);
    }

    /** A new key of {@code bits} that signs with {@code algorithm} and {@code hash}. */
    public static QuoteFixture of(SignatureAlgorithm algorithm, int bits, HashAlgorithm hash) {
        try {
            KeyPairGenerator generator =
                    KeyPairGenerator.getInstance(algorithm == SignatureAlgorithm.ECDSA ? "EC" : "RSA");
            generator.initialize(bits);
            return new QuoteFixture(generator.generateKeyPair(), algorithm, hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With another salt length for RSAPSS. */
    public QuoteFixture salt(int bytes) {
        salt = bytes;
        return this;
    }

    public AttestationKey ak() {
        return ak;
    }

    public TpmName ek() {
        return ek;
    }

    /** The Qualified Name of the key under its endorsement key. */
    public TpmName signer() {
        return TpmName.qualifiedUnderEndorsement(ek, ak.name());
    }

    /** What a quote of {@code selection} over {@link #NONCE} must show. */
    public Expected expected(PcrSelection selection) {
        return new Expected(ak, ek, NONCE, selection, false);
    }

    /** A good attestation of {@code values}, to be spoilt. */
    public AttestBuilder attest(PcrSelection selection, PcrValues values) {
        return new AttestBuilder()
                .signer(signer())
                .nonce(NONCE)
                .selection(selection)
                .pcrDigest(AttestBuilder.digest(hash, selection, values));
    }

    /** A good quote of all of {@code values}. */
    public Quote quote(PcrValues values) {
        Bytes attest = attest(selectionOf(values), values).build();
        return new Quote(attest, sign(attest), values);
    }

    /** Passes a good quote of {@code values} through the verifier: the only way to have a {@link VerifiedQuote}. */
    public VerifiedQuote verified(PcrValues values) {
        return switch (QuoteVerifier.verify(quote(values), expected(selectionOf(values)))) {
            case QuoteOutcome.Verified verified -> verified.quote();
            case QuoteOutcome.Refused refused -> throw new IllegalStateException(refused.toString());
        };
    }

    /** The same by a key that is not made under the endorsement key, where that is allowed. */
    public VerifiedQuote verifiedElsewhere(PcrValues values) {
        PcrSelection selection = selectionOf(values);
        Bytes attest = attest(selection, values)
                .signer(TpmName.qualifiedUnderEndorsement(ak.name(), ak.name()))
                .build();
        Quote quote = new Quote(attest, sign(attest), values);
        return switch (QuoteVerifier.verify(quote, new Expected(ak, ek, NONCE, selection, true))) {
            case QuoteOutcome.Verified verified -> verified.quote();
            case QuoteOutcome.Refused refused -> throw new IllegalStateException(refused.toString());
        };
    }

    /** Every PCR there is a value for. */
    public static PcrSelection selectionOf(PcrValues values) {
        return new PcrSelection(values.banks().entrySet().stream()
                .map(bank -> Bank.of(bank.getKey(), bank.getValue().keySet()))
                .toList());
    }

    /** PCRs {@code 0} to {@code count - 1} of a bank, all different. */
    public static PcrValues values(HashAlgorithm bank, int count) {
        Map<Integer, Bytes> values = new HashMap<>();
        for (int pcr = 0; pcr < count; pcr++) {
            values.put(pcr, Bytes.filled(bank.size(), pcr + 1));
        }
        try {
            return PcrValues.of(Map.of(bank, values));
        } catch (MalformedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** TPMT_SIGNATURE over {@code attest}. */
    public Bytes sign(Bytes attest) {
        try {
            Signature signer = signerFor();
            signer.initSign(keys.getPrivate());
            signer.update(attest.toArray());
            return marshal(Bytes.of(signer.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Signature signerFor() throws GeneralSecurityException {
        return switch (algorithm) {
            case RSASSA -> Signature.getInstance(hash + "withRSA");
            case ECDSA -> Signature.getInstance(hash + "withECDSAinP1363Format");
            case RSAPSS -> {
                Signature pss = Signature.getInstance("RSASSA-PSS");
                pss.setParameter(
                        new PSSParameterSpec(hash.jcaName(), "MGF1", new MGF1ParameterSpec(hash.jcaName()), salt, 1));
                yield pss;
            }
        };
    }

    private Bytes marshal(Bytes signature) {
        int half = signature.length() / 2;
        ByteBuffer buffer = ByteBuffer.allocate(signature.length() + 8);
        switch (algorithm) {
            case RSASSA -> buffer.putShort((short) 0x14).putShort((short) hash.id());
            case RSAPSS -> buffer.putShort((short) 0x16).putShort((short) hash.id());
            case ECDSA -> {
                buffer.putShort((short) 0x18).putShort((short) hash.id());
                put(buffer, signature.slice(0, half));
                put(buffer, signature.slice(half, signature.length()));
                return Bytes.of(buffer.array());
            }
        }
        put(buffer, signature);
        return Bytes.of(buffer.array()).slice(0, buffer.position());
    }

    private static void put(ByteBuffer buffer, Bytes value) {
        buffer.putShort((short) value.length()).put(value.toArray());
    }
}
