package dev.touchstone.facts;

import dev.touchstone.event.EventContent;
import dev.touchstone.event.VariableValue;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.replay.MeasuredEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Order and number of what is measured into PCR 7 (PC Client PFP §3.3.4.8). */
final class SecureBootFindings {

    private static final List<String> ORDER = List.of("SecureBoot", "PK", "KEK", "db", "dbx");

    private final Measurements measurements;
    private final SecureBoot secureBoot;
    private final List<Finding> findings = new ArrayList<>();

    SecureBootFindings(Measurements measurements, SecureBoot secureBoot) {
        this.measurements = measurements;
        this.secureBoot = secureBoot;
    }

    List<Finding> find() {
        secureBootItself();
        configuration();
        authorities();
        warnings();
        return findings;
    }

    private void secureBootItself() {
        List<Measurement> flags = KnownFlag.SECURE_BOOT.in(measurements.of(SecureBootReader.PCR));
        if (flags.size() > 1) {
            ambiguous(flags.getLast(), "SecureBoot is measured " + flags.size() + " times");
        } else if (flags.size() == 1 && !measurements.beforeSeparator(flags.getFirst())) {
            ambiguous(flags.getFirst(), "SecureBoot is measured after the firmware's stage ended");
        }
    }

    private void ambiguous(Measurement measurement, String text) {
        findings.add(Finding.at(measurement, FindingCode.SECURE_BOOT_AMBIGUOUS, text));
    }

    private void configuration() {
        Set<String> seen = new HashSet<>();
        int last = -1;
        for (Measurement measurement : measurements.of(SecureBootReader.PCR)) {
            if (isConfiguration(measurement)
                    && measurement.content().orElse(null) instanceof EventContent.Variable variable) {
                last = variable(measurement, variable, seen, last);
            }
        }
    }

    private int variable(Measurement measurement, EventContent.Variable variable, Set<String> seen, int last) {
        if (!seen.add(variable.variable().vendor() + variable.variable().name())) {
            add(measurement, FindingCode.VARIABLE_REPEATED, variable, "a second time");
        }
        if (!measurements.beforeSeparator(measurement)) {
            add(measurement, FindingCode.AFTER_SEPARATOR, variable, "after the firmware's stage ended in PCR 7");
        }
        int place = isKnown(variable) ? ORDER.indexOf(variable.variable().name()) : -1;
        if (place >= 0 && place < last) {
            add(measurement, FindingCode.VARIABLE_ORDER, variable, "after " + ORDER.get(last));
        }
        return Math.max(place, last);
    }

    private void add(Measurement measurement, FindingCode code, EventContent.Variable variable, String what) {
        findings.add(Finding.at(measurement, code, variable.words() + " " + what));
    }

    private static boolean isKnown(EventContent.Variable variable) {
        return !(variable.value() instanceof VariableValue.Opaque);
    }

    private static boolean isConfiguration(Measurement measurement) {
        return measurement.source() instanceof MeasuredEvent.Firmware(var event)
                && event.is(EventType.EV_EFI_VARIABLE_DRIVER_CONFIG);
    }

    private void authorities() {
        if (secureBoot.enabled().equals(Optional.of(false))) {
            secureBoot.authorities().stream()
                    .filter(a -> a.variable().equals("db"))
                    .forEach(a -> findings.add(new Finding(
                            FindingCode.AUTHORITY_WITHOUT_SECURE_BOOT,
                            Optional.of(SecureBootReader.PCR),
                            Optional.of("firmware"),
                            Optional.of(a.event()),
                            "an entry of db vouched for an image though Secure Boot is off")));
        }
    }

    private void warnings() {
        for (Measurement measurement : measurements.of(SecureBootReader.PCR)) {
            if (Known.DEBUG_MODE.inAnyBank(measurement)) {
                findings.add(Finding.at(measurement, FindingCode.DEBUG_MODE, "the firmware runs in debug mode"));
            }
            if (Known.DMA_PROTECTION_DISABLED.inAnyBank(measurement)) {
                findings.add(Finding.at(
                        measurement,
                        FindingCode.DMA_PROTECTION_DISABLED,
                        "devices may write to all of memory while the firmware runs"));
            }
        }
    }
}
