package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.appraisal.Verdict;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.reference.Golden;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.reference.FleetEvidence;
import dev.touchstone.server.reference.FleetEvidence.Finding;
import dev.touchstone.server.reference.InForce;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A host and its last evidence, verified when first asked about. For one thread. */
final class StoredHostBoot implements FleetEvidence.HostBoot {

    private final HostRecord host;
    private final Map<Integer, List<ReferenceRecord>> values;
    private final Optional<StoredEvidence> evidence;
    private final FleetReader reader;
    private @Nullable VerifiedQuote quote;

    StoredHostBoot(
            HostRecord host,
            Map<Integer, List<ReferenceRecord>> values,
            Optional<StoredEvidence> evidence,
            FleetReader reader) {
        this.host = host;
        this.values = values;
        this.evidence = evidence;
        this.reader = reader;
    }

    @Override
    public HostRecord host() {
        return host;
    }

    Optional<StoredEvidence> evidence() {
        return evidence;
    }

    @Override
    public Optional<ReplayedBoot> whole() {
        boolean fit = evidence.filter(
                        stored -> stored.cut().isEmpty() && stored.verdict() != Verdict.REJECTED && !host.rolledBack())
                .isPresent();
        try {
            return fit ? boot() : Optional.empty();
        } catch (Refusal _) {
            return Optional.empty();
        }
    }

    @Override
    public Finding by(InForce inForce) {
        return by(inForce.of(host, values).golden());
    }

    /** What its evidence shows, held against all that is golden for it. */
    Finding by(Golden golden) {
        if (evidence.isEmpty()) {
            return new Finding.Unfit(host.verdict(), "no-evidence", "The host has not attested yet.");
        }
        StoredEvidence stored = evidence.get();
        // What contradicts itself does so whatever is golden; only new evidence, or a person, ends it.
        if (stored.verdict() == Verdict.REJECTED || host.verdict() == Verdict.REJECTED || host.rolledBack()) {
            return new Finding.Unfit(
                    host.verdict(), "evidence-rejected", "Evidence that contradicts itself shows nothing.");
        }
        try {
            return new Finding.Appraised(appraise(golden), golden);
        } catch (Refusal refusal) {
            return new Finding.Unfit(host.verdict(), refusal.code(), refusal.detail());
        }
    }

    /**
     * What its evidence shows, whatever came of it since.
     *
     * @throws Refusal if it does not hold any more
     */
    Appraisal appraise(Golden golden) {
        StoredEvidence stored = evidence.orElseThrow();
        return reader.appraise(stored, host, quote(stored), golden);
    }

    /** The boot itself; empty where its logs do not account for its quote. */
    Optional<ReplayedBoot> boot() {
        StoredEvidence stored = evidence.orElseThrow();
        return switch (reader.replay(stored, host, quote(stored))) {
            case ReplayOutcome.Replayed(ReplayedBoot boot) -> Optional.of(boot);
            case ReplayOutcome.Contradicted _ -> Optional.empty();
        };
    }

    /** @throws Refusal if the evidence is not of the host's present key */
    VerifiedQuote quote(StoredEvidence stored) {
        VerifiedQuote known = quote;
        if (known == null) {
            known = reader.verify(stored, host);
            quote = known;
        }
        return known;
    }
}
