package dev.touchstone.server.dashboard.admission;

import dev.touchstone.server.admission.Admission;
import dev.touchstone.server.admission.Decision;
import dev.touchstone.server.admission.RecentDecisions;
import dev.touchstone.server.admission.Subject;
import dev.touchstone.server.dashboard.frame.Moment;
import dev.touchstone.server.dashboard.frame.Visible;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decision and why, in a table.
 *
 * @param wouldBe what it would have been, where the consumer only monitors; null elsewhere
 * @param href the host it is about; null if there is none
 */
record DecisionRow(
        Moment at,
        String consumer,
        String subject,
        @Nullable String href,
        Decision decision,
        @Nullable Decision wouldBe,
        String binding,
        String why) {

    static DecisionRow of(RecentDecisions.Asked asked, Instant now) {
        Admission admission = asked.admission();
        return new DecisionRow(
                Moment.of(asked.at(), now),
                asked.consumer(),
                Visible.text(words(asked.subject())),
                admission.host().map(host -> "/hosts/" + host.id()).orElse(null),
                admission.decision(),
                admission.wouldBe().orElse(null),
                admission.host().map(host -> host.binding().word()).orElse("bound to no host"),
                admission.reasons().isEmpty()
                        ? "Nothing stands against it."
                        : Visible.text(admission.reasons().getFirst().summary()));
    }

    private static String words(Subject subject) {
        return switch (subject) {
            case Subject.HostId(var id) -> id.toString();
            case Subject.HostName(String name) -> name;
            case Subject.CertificateKey(var spki) -> "key " + spki.toHex();
            case Subject.CertificateKeyIdentifier(var sha1) -> "key identifier " + sha1.toHex();
            case Subject.Mac(String mac) -> mac;
        };
    }
}
