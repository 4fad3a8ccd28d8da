package dev.touchstone.rule;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.image.PcrPolicy;
import dev.touchstone.image.PcrPublicKey;
import dev.touchstone.image.PcrSignatureOutcome;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * PCR 11 has a value that the maker of the image signed: any image of that maker's, in any phase they signed.
 * Signatures have no version and no end, so old images pass unless a minimum is set or their policies are revoked.
 *
 * @param keys who may sign
 * @param minimumVersion of IMAGE_VERSION in the image's own os-release
 * @param revoked digests of signed policies that count no more
 */
public record SignedPcr11Policy(List<RSAPublicKey> keys, Optional<String> minimumVersion, Set<Bytes> revoked)
        implements Rule {

    /** Its id. */
    public static final String ID = "signed-pcr11-policy";

    static final int PCR = 11;

    private static final int MAX_KEYS = 16;
    private static final int MAX_VERSION = 128;

    public SignedPcr11Policy {
        keys = Listed.atMost(MAX_KEYS, keys);
        Listed.require(!keys.isEmpty(), "a key is needed");
        Listed.require(minimumVersion.map(String::length).orElse(1) <= MAX_VERSION, "too long a version");
        Listed.require(minimumVersion.filter(String::isBlank).isEmpty(), "a version without characters");
        revoked = Listed.sha256(revoked);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String text() {
        return "PCR 11 has a value signed by %s%s%s."
                .formatted(
                        fingerprints(),
                        minimumVersion
                                .map(v -> ", of image version " + v + " or newer")
                                .orElse(""),
                        revoked.isEmpty() ? "" : ", and not one of " + Listed.count(revoked.size(), "revoked policy"));
    }

    private String fingerprints() {
        return keys.stream().map(PcrPublicKey::fingerprint).map(Bytes::toHex).collect(Collectors.joining(" or "));
    }

    @Override
    public String citation() {
        return "UAPI.5, PCR signatures; systemd-measure(1); TPM 2.0 Library, Part 3, §23.7 (TPM2_PolicyPCR)";
    }

    @Override
    public List<RuleFailure> evaluate(RuleSubject subject) {
        Failures failures = new Failures(this).unaccounted(subject, PCR);
        List<HashAlgorithm> banks = subject.boot().banks(PCR).stream()
                .filter(HashAlgorithm::collisionResistant)
                .toList();
        banks.stream()
                .map(bank -> PcrPolicy.digest(bank, value(subject, bank)))
                .filter(revoked::contains)
                .forEach(p -> failures.add(RuleFailure.ofPcr(
                        this, PCR, "The policy that signs this image is revoked.", "a policy not revoked", p.toHex())));
        Optional<HashAlgorithm> signed =
                banks.stream().filter(bank -> isSigned(subject, bank)).findFirst();
        if (signed.isEmpty()) {
            failures.add(notSigned(subject, banks));
        }
        minimumVersion.ifPresent(least -> signed.flatMap(bank -> new MeasuredVersion(this, subject, bank).below(least))
                .ifPresent(failures::add));
        return failures.toList();
    }

    private boolean isSigned(RuleSubject subject, HashAlgorithm bank) {
        return keys.stream()
                .anyMatch(key -> subject.carried().signatures().verify(bank, value(subject, bank), key)
                        instanceof PcrSignatureOutcome.Signed);
    }

    private static SortedMap<Integer, Bytes> value(RuleSubject subject, HashAlgorithm bank) {
        SortedMap<Integer, Bytes> values = new TreeMap<>(subject.boot().quote().pcrs(bank));
        values.keySet().retainAll(Set.of(PCR));
        return values;
    }

    private RuleFailure notSigned(RuleSubject subject, List<HashAlgorithm> banks) {
        String policies = banks.stream()
                .map(bank -> bank.bank() + " policy " + PcrPolicy.digest(bank, value(subject, bank)))
                .collect(Collectors.joining(" or "));
        int count = subject.carried().signatures().entries().size();
        return RuleFailure.ofPcr(
                this,
                PCR,
                "No accepted key signed the value of PCR 11.",
                policies.isEmpty() ? "PCR 11 quoted in a bank of SHA-256 or stronger" : "a signature of " + policies,
                count == 0
                        ? "no signatures with the evidence"
                        : "%d signatures, none of that by these keys".formatted(count));
    }
}
