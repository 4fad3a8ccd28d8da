package dev.touchstone.server.dashboard.hosts;

import dev.touchstone.server.attestation.Judgement;
import dev.touchstone.server.dashboard.frame.Moment;
import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.HostState;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A host in a list, and the head of its own page.
 *
 * @param claimed whether the name is only what its agent says
 * @param state in words
 * @param evidence when the challenge of the evidence in force was issued
 */
public record HostRow(
        String id,
        String href,
        String name,
        boolean claimed,
        EffectiveVerdict verdict,
        String state,
        String headline,
        Map<String, String> labels,
        @Nullable Moment evidence) {

    public static HostRow of(HostRecord host, Optional<Judgement> judgement, Instant now) {
        EffectiveVerdict verdict = EffectiveVerdict.of(host, now);
        return new HostRow(
                host.id().toString(),
                "/hosts/" + host.id(),
                host.name().orElse(host.claimedName()),
                host.name().isEmpty(),
                verdict,
                words(host.state()),
                Headline.of(host, verdict, judgement),
                new TreeMap<>(host.labels()),
                host.evidenceIssuedAt().map(at -> Moment.of(at, now)).orElse(null));
    }

    public static String words(HostState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
