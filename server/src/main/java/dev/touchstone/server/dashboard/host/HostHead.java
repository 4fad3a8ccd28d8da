package dev.touchstone.server.dashboard.host;

import dev.touchstone.server.attestation.AttestationRecord;
import dev.touchstone.server.dashboard.frame.Moment;
import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostRecord;

/**
 * Whose evidence a page shows, and what it was found to show.
 *
 * @param headline its first reason
 */
record HostHead(
        String href,
        String name,
        String page,
        EffectiveVerdict verdict,
        String boot,
        String headline,
        Moment received) {

    static HostHead of(HostRecord host, AttestationRecord evidence, Moment received) {
        String href = "/hosts/" + host.id();
        return new HostHead(
                href,
                Visible.text(host.displayName()),
                href + "/evidence/" + evidence.id(),
                EffectiveVerdict.valueOf(evidence.verdict().name()),
                evidence.resetCount() + "." + evidence.restartCount(),
                evidence.reasons().isEmpty()
                        ? "All that was judged is approved."
                        : Visible.text(evidence.reasons().getFirst().summary()),
                received);
    }
}
