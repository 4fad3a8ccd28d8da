package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.event.EventContent.LoaderCommandLine;
import dev.touchstone.facts.Measurements.Bound;
import java.util.Optional;

/**
 * Tells the command lines among what systemd-boot and systemd-stub measured into PCR 12. What they measure of an initrd
 * they make can be logged as a string, too; it does not look like one, which ends in its only NUL.
 */
final class SystemdLines {

    private SystemdLines() {}

    static Optional<String> line(Bound<LoaderCommandLine> bound) {
        String line = bound.content().line();
        return bound.measurement() instanceof Measurement.Firmware firmware
                        && isTerminatedOnce(firmware.read().event().data(), line)
                        && line.chars().noneMatch(c -> c < ' ' && c != '\t' && c != '\n')
                ? Optional.of(line)
                : Optional.empty();
    }

    private static boolean isTerminatedOnce(Bytes data, String line) {
        return data.length() == 2 * (line.length() + 1);
    }

    /** Whether it is known to be a command line, or not to be one. */
    static boolean isRead(Measurement measurement) {
        return Known.isSeparator(measurement)
                || (measurement.boundContent().orElse(null) instanceof LoaderCommandLine content
                        && line(new Bound<>(measurement, content)).isPresent());
    }
}
