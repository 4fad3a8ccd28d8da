package dev.touchstone.server.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.appraisal.Verdict;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.StoredHosts;
import dev.touchstone.server.host.StoredHosts.Image;
import dev.touchstone.server.host.StoredHosts.Stored;
import dev.touchstone.server.job.JobRun;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * A dry run over hosts in 40 images: 5 recorded boots, each a model with a set of its own, times 8 initrds. The counts
 * are asserted; the time is printed, for {@code docs/reappraisal.md}. {@code -Dtouchstone.scale.hosts=10000} makes the
 * fleet that size.
 */
@FleetTest
@Import(StoredHosts.class)
@TestPropertySource(properties = "touchstone.test=scale")
class FleetScaleIT {

    private static final Logger LOG = LoggerFactory.getLogger(FleetScaleIT.class);
    private static final int HOSTS = Integer.getInteger("touchstone.scale.hosts", 400);
    private static final int INITRDS = 8;
    private static final int IMAGES = Boots.ALL.size() * INITRDS;
    private static final int RUNS = 3;

    private final Fleet fleet;
    private final StoredHosts stored;
    private final DryRun dryRun;
    private final Clock clock;

    FleetScaleIT(Fleet fleet, StoredHosts stored, DryRun dryRun, Clock clock) {
        this.fleet = fleet;
        this.stored = stored;
        this.dryRun = dryRun;
        this.clock = clock;
    }

    /** Each model's initrds are versions of its set, all approved but for the last of the first model. */
    private Map<String, List<Stored>> fleet() {
        Map<String, List<Stored>> images = new TreeMap<>();
        for (String model : Boots.ALL) {
            for (int initrd = 1; initrd <= INITRDS; initrd++) {
                List<Stored> hosts =
                        stored.add(HOSTS / IMAGES, Image.of(model, initrd, 1), Map.of("model", model), clock.instant());
                images.put(model + "@" + initrd, hosts);
                fleet.capture(model, hosts.getFirst().attestation(), Map.of("model", model));
                if (!(model + "@" + initrd).equals(proposed())) {
                    fleet.approve(model, initrd);
                }
            }
        }
        return images;
    }

    private static String proposed() {
        return Boots.ALL.getFirst() + "@" + INITRDS;
    }

    @Test
    void hosts_of_one_content_are_appraised_once_and_all_are_told_right() {
        Map<String, List<Stored>> images = fleet();
        DryRunChange change = new DryRunChange(List.of(proposed()), List.of(Boots.ALL.get(1) + "@1"));
        for (int run = 0; run < RUNS; run++) {
            List<DryRunHost> found = new ArrayList<>();
            long started = System.nanoTime();
            DryRunSummary summary = dryRun.of(change, JobRun.unwatched(), found::addAll);
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            LOG.info("BENCH dry run of {} hosts: {} ms, {}", HOSTS, took.toMillis(), summary.effort());
            isRight(summary, found, images);
        }
    }

    private static void isRight(DryRunSummary summary, List<DryRunHost> found, Map<String, List<Stored>> images) {
        long each = HOSTS / IMAGES;
        assertThat(summary.hosts()).isEqualTo(each * IMAGES);
        assertThat(found).hasSize((int) summary.hosts());
        assertThat(summary.before()).containsEntry(Verdict.DRIFTED, each).containsEntry(Verdict.TRUSTED, each * 39);
        assertThat(turned(found, DryRunHost.Outcome.TURNS_TRUSTED))
                .containsExactlyInAnyOrderElementsOf(ids(images, proposed()));
        assertThat(turned(found, DryRunHost.Outcome.TURNS_DRIFTED))
                .containsExactlyInAnyOrderElementsOf(ids(images, Boots.ALL.get(1) + "@1"));
        assertThat(summary.afterRollout()).containsEntry(Verdict.TRUSTED, each * INITRDS);
        assertThat(summary.effort().questions()).isEqualTo(2 * summary.hosts());
        // What neither change concerns is golden alike before and after, and asked once: twice where the fleet is being
        // appraised anew meanwhile, since hosts then differ in what they matched last.
        assertThat(summary.effort().appraisals()).isBetween(IMAGES + 2L * INITRDS, 2 * (IMAGES + 2L * INITRDS));
    }

    private static List<String> turned(List<DryRunHost> found, DryRunHost.Outcome outcome) {
        return found.stream()
                .filter(h -> h.outcome() == outcome)
                .map(h -> h.hostId().toString())
                .toList();
    }

    private static List<String> ids(Map<String, List<Stored>> images, String image) {
        return images.getOrDefault(image, List.of()).stream()
                .map(h -> h.id().toString())
                .toList();
    }
}
