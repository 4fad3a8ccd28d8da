package dev.touchstone.facts;

import dev.touchstone.bytes.Digest;
import dev.touchstone.event.EventContent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Order and number of what is measured into PCR 4 (PC Client PFP §3.3.4.5), and the pairs of PCR 11. */
final class BootChainFindings {

    private final Measurements measurements;
    private final List<Measurement> unpaired;
    private final List<Finding> findings = new ArrayList<>();

    /** @param unpaired sections of PCR 11 without a name, or names without one */
    BootChainFindings(Measurements measurements, List<Measurement> unpaired) {
        this.measurements = measurements;
        this.unpaired = unpaired;
    }

    List<Finding> find() {
        order();
        repeats();
        for (Measurement alone : unpaired) {
            findings.add(Finding.at(
                    alone,
                    FindingCode.SECTION_UNPAIRED,
                    "a section's name and its content are measured in turn; this one stands alone"));
        }
        return findings;
    }

    private void order() {
        List<Measurement> events = measurements.of(BootChainReader.PCR);
        int calling = calling(events);
        for (int i = 0; i < events.size(); i++) {
            Measurement measurement = events.get(i);
            if (i < calling && measurement.content().orElse(null) instanceof EventContent.Image image) {
                findings.add(Finding.at(
                        measurement,
                        FindingCode.IMAGE_BEFORE_BOOT,
                        image.words() + " before the firmware said that it boots"));
            }
            retried(measurement);
        }
    }

    /** Where the firmware says that it boots; before everything for firmware that never says so. */
    private static int calling(List<Measurement> events) {
        for (int i = 0; i < events.size(); i++) {
            if (Known.CALLING.in(events.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private void retried(Measurement measurement) {
        if (Known.RETURNING.in(measurement)) {
            findings.add(Finding.at(
                    measurement, FindingCode.BOOT_RETRIED, "a boot option returned, and the next was tried"));
        }
    }

    private void repeats() {
        Set<Digest> seen = new HashSet<>();
        for (Measurement measurement : measurements.of(BootChainReader.PCR)) {
            if (measurement.content().orElse(null) instanceof EventContent.Image image
                    && measurement.digest().filter(d -> !seen.add(d)).isPresent()) {
                findings.add(Finding.at(
                        measurement, FindingCode.IMAGE_REPEATED, image.words() + ", measured before already"));
            }
        }
    }
}
