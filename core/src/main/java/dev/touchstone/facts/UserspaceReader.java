package dev.touchstone.facts;

import dev.touchstone.bytes.Printable;
import dev.touchstone.replay.MeasuredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what systemd measured of the running system (systemd, TPM2_PCR_MEASUREMENTS.md). */
final class UserspaceReader {

    private static final int PHASES_PCR = 11;
    private static final int SYSTEM_PCR = 15;
    private static final Pattern PHASE = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern MACHINE_ID = Pattern.compile("machine-id:([0-9a-f]{32})");
    private static final String SEPARATOR = "os-separator";

    private final Measurements measurements;

    UserspaceReader(Measurements measurements) {
        this.measurements = measurements;
    }

    List<String> phases() {
        return measurements.strings(PHASES_PCR).filter(UserspaceReader::isPhase).toList();
    }

    private static boolean isPhase(String string) {
        return PHASE.matcher(string).matches() && !string.equals(SEPARATOR);
    }

    /** Whether it is a phase, and not something of the firmware's that a log puts among systemd's records. */
    static boolean isPhase(Measurement.Userspace userspace) {
        return userspace.string().filter(UserspaceReader::isPhase).isPresent() || Known.OS_SEPARATOR.in(userspace);
    }

    /**
     * Only one, and only where all of the register can be read: a second would be another machine's, or an attempt at
     * it, and a record that cannot be read may be the first.
     */
    Optional<String> machineId() {
        if (!measurements.of(SYSTEM_PCR).stream().allMatch(UserspaceReader::isString)) {
            return Optional.empty();
        }
        List<String> ids = measurements
                .strings(SYSTEM_PCR)
                .map(MACHINE_ID::matcher)
                .filter(Matcher::matches)
                .map(m -> m.group(1))
                .toList();
        return ids.size() == 1 ? Optional.of(ids.getFirst()) : Optional.empty();
    }

    private static boolean isString(Measurement measurement) {
        return measurement instanceof Measurement.Userspace && measurement.bound();
    }

    /** Findings on records whose string is not what was measured, or that cannot be checked where they must be. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Measurement measurement : measurements.all()) {
            if (measurement instanceof Measurement.Userspace userspace && !userspace.bound()) {
                finding(userspace).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private static Optional<Finding> finding(Measurement.Userspace userspace) {
        if (userspace.pcr() != SYSTEM_PCR && userspace.keyed()) {
            return Optional.of(Finding.at(
                    userspace,
                    FindingCode.KEYED_RECORD_OUT_OF_PLACE,
                    "a record that nothing can check stands in PCR " + userspace.pcr()
                            + "; systemd measures volume keys into PCR 15 alone"));
        }
        return userspace.contradicted()
                ? Optional.of(Finding.at(
                        userspace,
                        FindingCode.STRING_CONTRADICTS_DIGEST,
                        describe(userspace.source()) + ": the string is not what was measured"))
                : Optional.empty();
    }

    private static String describe(MeasuredEvent event) {
        return "record " + event.index() + " of the userspace log, " + Printable.word(event.untrustedType());
    }
}
