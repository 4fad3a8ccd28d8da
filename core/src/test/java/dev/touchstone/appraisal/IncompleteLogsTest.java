package dev.touchstone.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.Machine;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.reference.Capture;
import dev.touchstone.reference.Golden;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.Replay;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.rule.Carried;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An appraisal of a boot whose log is known to be cut")
class IncompleteLogsTest {

    private static final Set<CutLog> FIRMWARE = Set.of(CutLog.FIRMWARE);

    private final ReferenceSet golden = captured(Machine.booted("quiet"));

    private static ReferenceSet captured(Machine machine) {
        ReplayedBoot boot = machine.boot();
        return new ReferenceSet("golden", 1, Map.of(), Capture.of(boot, "golden", Capture.capturable(boot)));
    }

    private Appraisal appraise(ReplayOutcome outcome, Set<CutLog> cut) {
        return Appraiser.appraise(outcome, Golden.of(List.of(golden)), Carried.nothing(), cut, Instant.EPOCH);
    }

    private static List<String> codes(Appraisal appraisal) {
        return appraisal.reasons().stream()
                .map(r -> r.code() + (r.pcr().isPresent() ? " " + r.pcr().getAsInt() : ""))
                .toList();
    }

    /** The boot of {@code whole}, with a log that lacks its last {@code missing} events. */
    private static ReplayOutcome cut(Machine whole, int missing) {
        var quote = Boots.quote(whole.values());
        for (int i = 0; i < missing; i++) {
            whole.log().events().removeLast();
        }
        return Replay.of(quote, FirmwareReplay.of(whole.log().parse()), whole.userspaceLog());
    }

    @Test
    @DisplayName("is what it was where no log is cut")
    void none() {
        ReplayOutcome outcome = Machine.booted("quiet").outcome();
        assertThat(appraise(outcome, Set.of())).isEqualTo(Appraiser.appraise(outcome, List.of(golden)));
    }

    @Test
    @DisplayName("is DRIFTED though all that is left matches, and says of each log what is not known")
    void atBestDrifted() {
        Appraisal appraisal = appraise(Machine.booted("quiet").outcome(), Set.of(CutLog.values()));
        assertThat(appraisal.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(codes(appraisal)).containsExactly("log-incomplete", "log-incomplete");
        assertThat(appraisal.reasons().getFirst().summary())
                .isEqualTo("The firmware log is known to be cut: what was measured after the cut is not known.");
        assertThat(appraisal.reasons().getLast().summary()).startsWith("The userspace log is known to be cut");
        assertThat(appraisal.cut()).containsExactlyInAnyOrder(CutLog.values());
    }

    @Test
    @DisplayName("is DRIFTED before anything approved selects the host")
    void withoutGolden() {
        Appraisal appraisal = Appraiser.appraise(
                Machine.booted("quiet").outcome(), Golden.of(List.of()), Carried.nothing(), FIRMWARE, Instant.EPOCH);
        assertThat(appraisal.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(codes(appraisal)).containsExactly("no-reference-set", "log-incomplete");
    }

    @Test
    @DisplayName("still names what differs, first")
    void differs() {
        Appraisal appraisal = appraise(Machine.booted("rescue").outcome(), FIRMWARE);
        assertThat(codes(appraisal)).containsExactly("event-not-approved 12", "log-incomplete");
        assertThat(appraisal.divergence()).isPresent();
    }

    @Test
    @DisplayName("is DRIFTED where the logs do not reach the quote, with both values of each PCR they do not reach")
    void notReached() {
        Machine machine = Machine.booted("quiet");
        ReplayOutcome outcome = cut(machine.firmware(4, "second loader"), 1);
        assertThat(appraise(outcome, Set.of()).verdict()).isEqualTo(Verdict.REJECTED);
        Appraisal appraisal = appraise(outcome, FIRMWARE);
        assertThat(appraisal.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(codes(appraisal)).containsExactly("log-incomplete", "log-incomplete 4", "log-incomplete 4");
        Reason sha256 = appraisal.reasons().getLast();
        assertThat(sha256.summary()).isEqualTo("PCR 4 is not reached by the logs, one of which is known to be cut.");
        assertThat(sha256.expected())
                .contains(machine.value(HashAlgorithm.SHA256, 4).toHex());
        assertThat(sha256.actual()).isPresent().isNotEqualTo(sha256.expected());
    }

    @Test
    @DisplayName("is DRIFTED where all of a PCR's events are beyond the cut")
    void nothingOfAPcr() {
        ReplayOutcome outcome = cut(Machine.booted("quiet"), 1);
        assertThat(codes(appraise(outcome, Set.of()))).containsExactly("pcr-without-events 9");
        assertThat(codes(appraise(outcome, FIRMWARE))).containsExactly("log-incomplete", "log-incomplete 9");
        assertThat(appraise(outcome, FIRMWARE).verdict()).isEqualTo(Verdict.DRIFTED);
    }

    @Test
    @DisplayName("is REJECTED where missing records do not explain the contradiction")
    void notExplained() {
        Machine sha256Only = new Machine(HashAlgorithm.SHA256).firmware(0, "firmware");
        var quote = Boots.quote(Boots.with(
                Machine.ofBothBanks().firmware(0, "firmware").values(),
                HashAlgorithm.SHA256,
                0,
                sha256Only.value(HashAlgorithm.SHA256, 0)));
        ReplayOutcome outcome =
                Replay.of(quote, FirmwareReplay.of(sha256Only.log().parse()), Boots.NO_USERSPACE);
        Appraisal appraisal = appraise(outcome, Set.of(CutLog.values()));
        assertThat(appraisal.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(codes(appraisal)).contains("bank-without-log", "log-incomplete");
        assertThat(appraisal.cut()).hasSize(2);
    }
}
