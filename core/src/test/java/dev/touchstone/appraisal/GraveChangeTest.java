package dev.touchstone.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.facts.AttestedFacts;
import dev.touchstone.facts.BootFacts;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.reference.Capture;
import dev.touchstone.reference.Golden;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.rule.Carried;
import dev.touchstone.uefi.Guid;
import dev.touchstone.uefi.UefiVariable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A change is grave")
class GraveChangeTest {

    private static final Guid CERT_SHA256 = Guid.of("c1c41626-504c-4092-aca9-41f936934328");
    private static final Guid CERT_SHA384 = Guid.of("ff3e5307-9fd0-48c9-85f1-8ad56c701e01");
    private static final Machine TRUSTED = machine(Optional.of(true), "quiet", 1, 2);

    private static Machine machine(Optional<Boolean> secureBoot, String commandLine, int... revoked) {
        return machine(secureBoot, commandLine, list(CERT_SHA256, 32, revoked), "");
    }

    private static Machine machine(Optional<Boolean> secureBoot, String commandLine, Bytes dbx, String action) {
        Machine machine = Machine.ofBothBanks().firmware(0, "firmware");
        secureBoot.ifPresent(
                on -> variable(machine, UefiVariable.EFI_GLOBAL_VARIABLE, "SecureBoot", Bytes.of((byte) (on ? 1 : 0))));
        variable(machine, UefiVariable.EFI_IMAGE_SECURITY_DATABASE, "dbx", dbx);
        if (!action.isEmpty()) {
            machine.firmware(7, action);
        }
        return machine.firmware(7, EventType.EV_SEPARATOR, Bytes.filled(4, 0))
                .firmware(4, "kernel")
                .commandLine(commandLine);
    }

    private static void variable(Machine machine, Guid vendor, String name, Bytes value) {
        machine.firmware(
                7, EventType.EV_EFI_VARIABLE_DRIVER_CONFIG, new UefiVariable(vendor, name, value).measuredForm());
    }

    /** An EFI_SIGNATURE_LIST of digests. */
    private static Bytes list(Guid type, int size, int... digests) {
        if (digests.length == 0) {
            return Bytes.EMPTY;
        }
        int entry = Guid.SIZE + size;
        Bytes entries = Bytes.concat(IntStream.of(digests)
                .mapToObj(d -> Bytes.concat(Guid.ZERO.value(), Bytes.filled(size, d)))
                .toArray(Bytes[]::new));
        return Bytes.concat(type.value(), u32(28 + digests.length * entry), u32(0), u32(entry), entries);
    }

    private static Bytes u32(int value) {
        return Bytes.of((byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24));
    }

    private static BootFacts facts(Machine machine) {
        return AttestedFacts.of(machine.boot()).facts();
    }

    private static Appraisal appraised(Machine machine, Set<CutLog> cut, int... judged) {
        ReplayedBoot golden = TRUSTED.boot();
        List<Integer> pcrs = IntStream.of(judged).boxed().toList();
        ReferenceSet set = new ReferenceSet("set", 1, Map.of(), Capture.of(golden, "golden", pcrs));
        return Appraiser.appraise(machine.outcome(), Golden.of(List.of(set)), Carried.nothing(), cut, Instant.EPOCH);
    }

    private static Set<Grave> grave(Machine machine, int... judged) {
        return GraveChange.of(facts(machine), Optional.of(facts(TRUSTED)), appraised(machine, Set.of(), judged));
    }

    private static Set<Grave> graveOfStranger(Machine machine, int... judged) {
        return GraveChange.of(facts(machine), Optional.empty(), appraised(machine, Set.of(), judged));
    }

    @Test
    void not_where_the_command_line_alone_differs() {
        Machine changed = machine(Optional.of(true), "splash", 1, 2);
        assertThat(grave(changed, 4, 7, 12)).isEmpty();
        assertThat(graveOfStranger(changed, 4, 7, 12)).isEmpty();
    }

    @Test
    void where_secure_boot_was_turned_off() {
        assertThat(grave(machine(Optional.of(false), "quiet", 1, 2), 4, 7, 12)).containsExactly(Grave.SECURE_BOOT_OFF);
    }

    @Test
    void where_secure_boot_was_turned_off_though_nobody_judges_PCR_7() {
        assertThat(grave(machine(Optional.of(false), "splash", 1, 2), 4, 12)).containsExactly(Grave.SECURE_BOOT_OFF);
    }

    @Test
    void where_nothing_says_any_more_that_secure_boot_is_on() {
        assertThat(grave(machine(Optional.empty(), "quiet", 1, 2), 4, 7, 12)).containsExactly(Grave.SECURE_BOOT_OFF);
    }

    @Test
    void not_for_secure_boot_that_was_off_all_along() {
        Machine off = machine(Optional.of(false), "splash", 1, 2);
        assertThat(GraveChange.of(
                        facts(off),
                        Optional.of(facts(machine(Optional.of(false), "quiet", 1, 2))),
                        appraised(off, Set.of(), 4, 7, 12)))
                .isEmpty();
    }

    @Test
    void where_an_entry_of_dbx_is_gone_whether_judged_or_not() {
        assertThat(grave(machine(Optional.of(true), "splash", 2, 3), 4, 7, 12)).containsExactly(Grave.DBX_SHRUNK);
        assertThat(grave(machine(Optional.of(true), "splash", 2, 3), 4, 12)).containsExactly(Grave.DBX_SHRUNK);
        assertThat(grave(machine(Optional.of(true), "splash"), 4, 7, 12)).containsExactly(Grave.DBX_SHRUNK);
    }

    @Test
    void not_where_dbx_has_grown() {
        assertThat(grave(machine(Optional.of(true), "quiet", 3, 2, 1), 4, 7, 12))
                .isEmpty();
    }

    @Test
    void where_entries_of_dbx_cannot_be_compared_and_PCR_7_differs() {
        Bytes unknown = list(CERT_SHA384, 48, 1, 2);
        Bytes both = Bytes.concat(list(CERT_SHA256, 32, 1, 2), unknown);
        assertThat(grave(machine(Optional.of(true), "quiet", both, ""), 4, 7, 12))
                .containsExactly(Grave.DBX_SHRUNK);
        assertThat(grave(machine(Optional.of(true), "splash", both, ""), 4, 12)).isEmpty();
    }

    @Test
    void where_PCR_7_differs_and_there_is_no_boot_to_compare_it_with() {
        assertThat(graveOfStranger(machine(Optional.of(true), "quiet", 1, 2, 3), 4, 7, 12))
                .containsExactly(Grave.DBX_SHRUNK);
        assertThat(graveOfStranger(machine(Optional.of(false), "quiet", 1, 2), 4, 7, 12))
                .containsExactly(Grave.SECURE_BOOT_OFF, Grave.DBX_SHRUNK);
    }

    @Test
    void where_nothing_was_compared_at_all_and_secure_boot_is_off() {
        Machine off = machine(Optional.of(false), "quiet", 1, 2);
        Appraisal nothing = appraised(off, Set.of(), 4, 7, 12)
                .judged(Verdict.DRIFTED, List.of(Reason.of("bank-not-covered", "No bank.")));
        Appraisal without = new Appraisal(
                Verdict.DRIFTED,
                nothing.reasons(),
                List.of(),
                Optional.empty(),
                nothing.sets(),
                List.of(),
                List.of(),
                Set.of());
        assertThat(GraveChange.of(facts(off), Optional.empty(), without))
                .containsExactly(Grave.SECURE_BOOT_OFF, Grave.DBX_SHRUNK);
    }

    @Test
    void where_the_firmware_runs_in_debug_mode_and_did_not_before() {
        Machine debug = machine(Optional.of(true), "quiet", list(CERT_SHA256, 32, 1, 2), "UEFI Debug Mode");
        assertThat(grave(debug, 4, 7, 12)).containsExactly(Grave.DEBUG_MODE);
        assertThat(graveOfStranger(debug, 4, 12)).contains(Grave.DEBUG_MODE);
        assertThat(GraveChange.of(facts(debug), Optional.of(facts(debug)), appraised(debug, Set.of(), 4, 7, 12)))
                .isEmpty();
    }

    @Test
    void where_a_log_is_cut_whatever_else_it_shows() {
        Appraisal cut = appraised(TRUSTED, Set.of(CutLog.USERSPACE), 4, 7, 12);
        assertThat(cut.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(GraveChange.of(facts(TRUSTED), Optional.of(facts(TRUSTED)), cut))
                .containsExactly(Grave.LOG_INCOMPLETE);
    }

    @Test
    void and_says_so_in_words() {
        assertThat(Grave.SECURE_BOOT_OFF.word()).isEqualTo("secure-boot-off");
        assertThat(Grave.values()).allSatisfy(g -> assertThat(g.text()).isNotBlank());
    }
}
