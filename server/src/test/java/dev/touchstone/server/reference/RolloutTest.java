package dev.touchstone.server.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.appraisal.Appraiser;
import dev.touchstone.appraisal.CutLog;
import dev.touchstone.appraisal.Verdict;
import dev.touchstone.reference.Capture;
import dev.touchstone.reference.Component;
import dev.touchstone.reference.Coverage;
import dev.touchstone.reference.Golden;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.reference.Variant;
import dev.touchstone.rule.Carried;
import dev.touchstone.server.reference.FleetEvidence.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is foreseen of a host after a rollout promises nothing that the rollout does not bring. */
class RolloutTest {

    private static final Set<Integer> PLATFORM = Set.of(0, 1, 2, 3, 6);
    private static final ReferenceSet PLATFORM_SET = set("platform", Machine.booted("old"), PLATFORM);
    private static final ReferenceSet OS = set("os", Machine.booted("new"), Set.of(4, 5, 9, 12));

    private static ReferenceSet set(String name, Machine machine, Set<Integer> pcrs) {
        return new ReferenceSet(name, 1, Map.of(), Capture.of(machine.boot(), "captured", pcrs));
    }

    private static Golden golden(List<Coverage> coverage, ReferenceSet... sets) {
        return new Golden(List.of(sets), List.of(), coverage, Map.of(), Map.of());
    }

    private static Optional<Rollout.Foreseen> foresee(Machine machine, Golden golden, Set<CutLog> cut) {
        var appraisal = Appraiser.appraise(machine.outcome(), golden, Carried.nothing(), cut, Instant.EPOCH);
        return new Rollout(List.of(OS)).of(new Finding.Appraised(appraisal, golden));
    }

    private static Optional<Rollout.Foreseen> foresee(Machine machine, ReferenceSet... sets) {
        return foresee(machine, golden(List.of(), sets), Set.of());
    }

    private static void drifts(Optional<Rollout.Foreseen> foreseen, String why) {
        assertThat(foreseen).hasValueSatisfying(f -> {
            assertThat(f.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(f.reason()).contains(why);
        });
    }

    @Test
    void what_is_rolled_out_mends_what_its_set_owns() {
        assertThat(foresee(Machine.booted("old"), PLATFORM_SET, OS))
                .contains(new Rollout.Foreseen(Verdict.TRUSTED, ""));
    }

    @Test
    void what_others_own_stays_as_it_is() {
        drifts(foresee(Machine.booted("old").firmware(0, "implant"), PLATFORM_SET, OS), "000-firmware");
    }

    @Test
    void a_host_the_change_does_not_select_is_not_spoken_of() {
        assertThat(foresee(Machine.booted("old"), PLATFORM_SET)).isEmpty();
    }

    @Test
    void a_value_of_the_hosts_own_is_not_taken_to_be_accepted() {
        ReferenceSet own = new ReferenceSet(
                "os",
                1,
                Map.of(),
                List.of(new Component(
                        800,
                        "host",
                        List.of(new Variant.HostUnique("own", "", List.of(new Variant.Slot(9, "initrd")))))));
        drifts(foresee(Machine.booted("old"), PLATFORM_SET, own), "not accepted");
    }

    @Test
    void a_component_left_uncovered_stays_uncovered() {
        Coverage coverage = new Coverage("all", Map.of(), Set.of(0, 300, 400));
        assertThat(foresee(Machine.booted("old"), golden(List.of(coverage), PLATFORM_SET, OS), Set.of()))
                .hasValueSatisfying(f -> {
                    assertThat(f.verdict()).isEqualTo(Verdict.PENDING);
                    assertThat(f.reason()).contains("300");
                });
    }

    @Test
    void a_log_that_is_cut_promises_nothing() {
        assertThat(foresee(Machine.booted("old"), golden(List.of(), PLATFORM_SET, OS), Set.of(CutLog.FIRMWARE)))
                .hasValueSatisfying(f -> assertThat(f.verdict()).isEqualTo(Verdict.DRIFTED));
    }
}
