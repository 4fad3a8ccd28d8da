package dev.touchstone.facts;

import java.util.Comparator;
import java.util.Optional;

/**
 * Something odd about a boot's logs.
 *
 * @param code what it is
 * @param pcr the register concerned
 * @param log the log concerned: {@code firmware}, {@code userspace} or {@code ima}
 * @param event the event's place in it
 * @param text for a person, printable and of bounded length
 */
public record Finding(
        FindingCode code, Optional<Integer> pcr, Optional<String> log, Optional<Integer> event, String text) {

    /** The order to show them in. */
    public static final Comparator<Finding> WORST_FIRST =
            Comparator.comparing((Finding f) -> f.code().severity()).reversed();

    static Finding at(Measurement measurement, FindingCode code, String text) {
        return new Finding(
                code,
                Optional.of(measurement.pcr()),
                Optional.of(measurement.source().log()),
                Optional.of(measurement.index()),
                text);
    }

    static Finding of(int pcr, FindingCode code, String text) {
        return new Finding(code, Optional.of(pcr), Optional.empty(), Optional.empty(), text);
    }
}
