package dev.touchstone.server.drift;

import dev.touchstone.appraisal.Grave;
import dev.touchstone.appraisal.GraveChange;
import dev.touchstone.facts.AttestedFacts;
import dev.touchstone.facts.BootFacts;
import dev.touchstone.facts.SecureBoot;
import dev.touchstone.server.attestation.HostAppraised;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.reference.BootEvidence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Holds a drifted boot beside the host's last trusted one. */
@Component
class Conditions {

    /** Only the logs of a boot that are cut can fail to reach what was quoted, and leave it DRIFTED. */
    private static final Condition NOT_REACHED = new Condition(Set.of(Grave.LOG_INCOMPLETE), "unknown", "unknown");

    private final BootEvidence evidence;

    Conditions(BootEvidence evidence) {
        this.evidence = evidence;
    }

    Condition of(HostAppraised event) {
        return event.boot()
                .map(boot -> of(event, AttestedFacts.of(boot).facts()))
                .orElse(NOT_REACHED);
    }

    private Condition of(HostAppraised event, BootFacts now) {
        Optional<BootFacts> before = event.before().trustedAttestation().flatMap(this::facts);
        Set<Grave> grave = GraveChange.of(now, before, event.appraisal());
        String secureBoot =
                now.secureBoot().enabled().map(on -> on ? "on" : "off").orElse("unknown");
        return new Condition(grave, secureBoot, dbx(now, before));
    }

    /** Evidence that cannot be opened any more is none: what cannot be compared is for {@link GraveChange} to judge. */
    private Optional<BootFacts> facts(UUID attestation) {
        try {
            return Optional.of(
                    AttestedFacts.of(evidence.open(attestation).replayed()).facts());
        } catch (Refusal _) {
            return Optional.empty();
        }
    }

    private static String dbx(BootFacts now, Optional<BootFacts> before) {
        boolean comparable = now.secureBoot().complete()
                && before.filter(b -> b.secureBoot().complete()).isPresent();
        if (!comparable) {
            return "unknown";
        }
        return content(now).equals(content(before.orElseThrow())) ? "same" : "changed";
    }

    private static List<List<?>> content(BootFacts facts) {
        return facts.secureBoot().stores().stream()
                .filter(s -> s.name().equals("dbx"))
                .map(Conditions::content)
                .toList();
    }

    private static List<?> content(SecureBoot.Store dbx) {
        return List.of(dbx.certificates(), dbx.hashes(), dbx.others());
    }
}
