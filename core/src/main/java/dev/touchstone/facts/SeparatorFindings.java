package dev.touchstone.facts;

import java.util.ArrayList;
import java.util.List;

/**
 * The end of the firmware's stage: each of PCR 0 to 7 has one separator, and but for PCR 4, 5 and 7, into which booting
 * itself is measured, nothing of the firmware's comes after it (PC Client PFP §2.3.4, §3.3.4).
 */
final class SeparatorFindings {

    private static final int LAST_OF_FIRMWARE = 7;
    private static final List<Integer> CLOSED = List.of(0, 2, 3, 6);

    private final Measurements measurements;
    private final List<Finding> findings = new ArrayList<>();

    SeparatorFindings(Measurements measurements) {
        this.measurements = measurements;
    }

    List<Finding> find() {
        for (int pcr = 0; pcr <= LAST_OF_FIRMWARE; pcr++) {
            List<Measurement> events = firmware(pcr);
            if (!events.isEmpty()) {
                register(pcr, events);
            }
        }
        return findings;
    }

    private List<Measurement> firmware(int pcr) {
        return measurements.of(pcr).stream()
                .filter(m -> m instanceof Measurement.Firmware)
                .toList();
    }

    private void register(int pcr, List<Measurement> events) {
        List<Measurement> separators =
                events.stream().filter(Measurements::endsStage).toList();
        if (separators.isEmpty()) {
            findings.add(
                    Finding.of(pcr, FindingCode.SEPARATOR_MISSING, "the firmware's stage has no end in PCR " + pcr));
            return;
        }
        separators.stream()
                .skip(1)
                .forEach(s -> findings.add(
                        Finding.at(s, FindingCode.SEPARATOR_REPEATED, "a further separator in PCR " + pcr)));
        if (CLOSED.contains(pcr)) {
            after(pcr, events.subList(events.indexOf(separators.getFirst()) + 1, events.size()));
        }
    }

    private void after(int pcr, List<Measurement> events) {
        events.stream()
                .filter(m -> !Measurements.endsStage(m))
                .forEach(m -> findings.add(Finding.at(
                        m,
                        FindingCode.AFTER_SEPARATOR,
                        m.content().orElseThrow().words() + " after the firmware's stage ended in PCR " + pcr)));
    }
}
