package dev.touchstone.image;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.image.PcrSignatureDefect.Code;
import dev.touchstone.image.PcrSignatureOutcome.NotSigned;
import dev.touchstone.image.PcrSignatureOutcome.Signed;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Signatures of PCR policies, as a unified kernel image carries them in {@code .pcrsig} (UAPI.5; systemd-measure(1)).
 * They have no version and no expiry: one signed value is good until the key is no longer accepted.
 *
 * @param entries in the order written
 */
public record PcrSignatures(List<PcrSignature> entries) {

    /** Bytes the JSON may have. */
    public static final int MAX_LENGTH = 1 << 16;

    /** No signatures at all. */
    public static final PcrSignatures NONE = new PcrSignatures(List.of());

    public PcrSignatures {
        entries = List.copyOf(entries);
    }

    /** The signatures in a JSON text: {@code {"sha256":[{"pcrs":[11],"pkfp":hex,"pol":hex,"sig":base64},…],…}}. */
    public static PcrSignatures parse(Bytes text) throws MalformedException {
        return new PcrSignatures(PcrSignatureReader.read(text));
    }

    /**
     * Whether {@code key} signed that PCRs have {@code values}. They are to come from a verified quote; where the
     * signatures come from does not matter.
     *
     * @param bank the bank of the PCRs
     * @param values by PCR; a signature may be about some of them
     */
    public PcrSignatureOutcome verify(HashAlgorithm bank, SortedMap<Integer, Bytes> values, PublicKey key) {
        List<PcrSignatureDefect> defects = new ArrayList<>();
        for (PcrSignature entry : entries) {
            if (entry.bank() == bank && isAbout(entry, values)) {
                switch (verify(entry, key)) {
                    case Signed signed -> {
                        return signed;
                    }
                    case NotSigned(List<PcrSignatureDefect> found) -> defects.addAll(found);
                }
            }
        }
        if (defects.isEmpty()) {
            defects.add(new PcrSignatureDefect(
                    Code.VALUES_NOT_SIGNED,
                    "no signature is about these values",
                    "a " + bank.bank() + " policy of PCRs " + values.keySet(),
                    entries.size() + " signatures of others"));
        }
        return new NotSigned(defects);
    }

    private static boolean isAbout(PcrSignature entry, SortedMap<Integer, Bytes> values) {
        if (!values.keySet().containsAll(entry.pcrs())) {
            return false;
        }
        SortedMap<Integer, Bytes> selected = new TreeMap<>(values);
        selected.keySet().retainAll(entry.pcrs());
        return PcrPolicy.digest(entry.bank(), selected).equals(entry.policy());
    }

    /** Whether {@code key} signed the policy that {@code entry} names, by the bank's hash or by SHA-256. */
    public static PcrSignatureOutcome verify(PcrSignature entry, PublicKey key) {
        if (!(key instanceof RSAPublicKey rsa)) {
            return notSigned(Code.KEY_NOT_RSA, "the key signs no PCR policies", "an RSA key", key.getAlgorithm());
        }
        Bytes fingerprint = PcrPublicKey.fingerprint(rsa);
        if (!fingerprint.equals(entry.keyFingerprint())) {
            return notSigned(
                    Code.KEY_FINGERPRINT,
                    "the signature names another key",
                    fingerprint.toHex(),
                    entry.keyFingerprint().toHex());
        }
        for (HashAlgorithm hash : hashes(entry.bank())) {
            if (valid(entry, rsa, hash)) {
                return new Signed(new SignedPcrPolicy(entry, hash));
            }
        }
        return notSigned(
                Code.SIGNATURE_INVALID,
                "the key did not sign this policy",
                "a signature by " + fingerprint,
                "one that does not verify");
    }

    /** systemd signs with SHA-256 since version 260, and with the bank's hash before. */
    private static Set<HashAlgorithm> hashes(HashAlgorithm bank) {
        return bank.computable() ? EnumSet.of(bank, HashAlgorithm.SHA256) : EnumSet.of(HashAlgorithm.SHA256);
    }

    /** Fails closed: whatever keeps a provider from checking the signature is a signature that does not verify. */
    private static boolean valid(PcrSignature entry, RSAPublicKey key, HashAlgorithm hash) {
        try {
            Signature verifier = Signature.getInstance(hash + "withRSA");
            verifier.initVerify(key);
            verifier.update(entry.policy().toArray());
            return verifier.verify(entry.signature().toArray());
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static NotSigned notSigned(Code code, String summary, String expected, String actual) {
        return new NotSigned(List.of(new PcrSignatureDefect(code, summary, expected, actual)));
    }
}
