package dev.touchstone.server.dashboard.job;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.reference.DryRunHost;
import dev.touchstone.server.reference.DryRunHost.Outcome;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Hosts of a dry run, a page at a time.
 *
 * @param next the page after it; null at the end
 */
record DryRunHosts(List<Row> rows, @Nullable String next) {

    /** One host, as it is and as it would be. */
    record Row(
            String name,
            String href,
            Verdict before,
            Verdict after,
            String reason,
            @Nullable Verdict rollout,
            String rolloutReason) {}

    static String href(UUID job, Outcome outcome) {
        return href(job, outcome, null, null);
    }

    static String href(UUID job, Outcome outcome, String reason) {
        return href(job, outcome, reason, null);
    }

    static String href(UUID job, @Nullable Outcome outcome, @Nullable String reason, @Nullable UUID after) {
        UriComponentsBuilder uri = UriComponentsBuilder.fromPath("/jobs/" + job + "/hosts");
        if (outcome != null) {
            uri.queryParam("outcome", outcome.word());
        }
        if (reason != null) {
            uri.queryParam("reason", "{reason}");
        }
        if (after != null) {
            uri.queryParam("after", after);
        }
        return (reason == null ? uri.build() : uri.encode().buildAndExpand(reason)).toUriString();
    }

    static Row row(DryRunHost host) {
        return new Row(
                Visible.text(host.host()),
                "/hosts/" + host.hostId(),
                host.before(),
                host.after(),
                Visible.text(host.reason()),
                host.afterRollout(),
                Visible.text(host.rolloutReason()));
    }
}
