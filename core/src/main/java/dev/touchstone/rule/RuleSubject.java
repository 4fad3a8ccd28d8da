package dev.touchstone.rule;

import dev.touchstone.bytes.Digest;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.facts.AttestedFacts;
import dev.touchstone.facts.BootFacts;
import dev.touchstone.replay.MeasuredEvent;
import dev.touchstone.replay.ReplayedBoot;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What rules judge: a boot whose logs account for a verified quote, and the facts of that boot. */
public final class RuleSubject {

    private final ReplayedBoot boot;
    private final BootFacts facts;
    private final Carried carried;
    private final Instant at;

    private RuleSubject(ReplayedBoot boot, BootFacts facts, Carried carried, Instant at) {
        this.boot = boot;
        this.facts = facts;
        this.carried = carried;
        this.at = at;
    }

    /**
     * Reads the facts of {@code boot}.
     *
     * @param carried what came with the evidence and needs no trust
     * @param at when it is judged, for what expires
     */
    public static RuleSubject of(ReplayedBoot boot, Carried carried, Instant at) {
        return new RuleSubject(boot, AttestedFacts.of(boot, carried.hints()).facts(), carried, at);
    }

    /** The boot. */
    public ReplayedBoot boot() {
        return boot;
    }

    /** Its facts. Those named {@code unverified} are never an input to a rule. */
    public BootFacts facts() {
        return facts;
    }

    /** What came with the evidence. */
    public Carried carried() {
        return carried;
    }

    /** When it is judged. */
    public Instant at() {
        return at;
    }

    /**
     * Whether all that was measured into {@code pcr} is known: it is quoted in a bank that is no SHA-1, and its events
     * lead to the value quoted.
     */
    boolean accountsFor(int pcr) {
        return facts.accountedPcrs().contains(pcr)
                && boot.banks(pcr).stream().anyMatch(HashAlgorithm::collisionResistant);
    }

    /**
     * Whether the event of {@code pcr} at {@code index} that has {@code digest} is among {@code listed}: in each bank
     * quoted that anything is listed of, and in one at least. Of two such, in two logs, both must be.
     */
    boolean isListed(Set<Digest> listed, int pcr, int index, Digest digest) {
        List<HashAlgorithm> banks = boot.banks(pcr).stream()
                .filter(bank -> listed.stream().anyMatch(d -> d.algorithm() == bank))
                .toList();
        return !banks.isEmpty()
                && boot.events().stream()
                        .filter(e -> e.pcr() == pcr && e.index() == index)
                        .filter(e -> e.hasDigest(digest.algorithm(), digest.value()))
                        .allMatch(e -> banks.stream().allMatch(bank -> isListed(listed, e, bank)));
    }

    private static boolean isListed(Set<Digest> listed, MeasuredEvent event, HashAlgorithm bank) {
        return event.digest(bank)
                .filter(d -> listed.contains(new Digest(bank, d)))
                .isPresent();
    }

    /** A failure of {@code rule} for each of {@code pcrs} that may hold something no one knows of. */
    List<RuleFailure> unaccounted(Rule rule, int... pcrs) {
        return IntStream.of(pcrs)
                .filter(pcr -> !accountsFor(pcr))
                .mapToObj(pcr -> RuleFailure.ofPcr(
                        rule,
                        pcr,
                        "What was measured into PCR %d is not known.".formatted(pcr),
                        "PCR %d quoted in a bank of SHA-256 or stronger, each extension in a log".formatted(pcr),
                        boot.quotedPcrs().contains(pcr) ? "extensions without events, or SHA-1 alone" : "not quoted"))
                .toList();
    }
}
