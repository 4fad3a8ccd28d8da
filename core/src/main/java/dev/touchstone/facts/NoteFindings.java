package dev.touchstone.facts;

import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.log.firmware.FirmwareLog;
import java.util.List;
import java.util.Optional;

/** Events that were not measured and yet carry a digest: an event retyped to escape a replay looks so. */
final class NoteFindings {

    private NoteFindings() {}

    static List<Finding> find(FirmwareLog log) {
        return log.events().stream()
                .filter(e -> e.is(EventType.EV_NO_ACTION) && e.pcr() >= 0 && carriesDigest(log, e))
                .map(e -> new Finding(
                        FindingCode.UNMEASURED_WITH_DIGEST,
                        Optional.of(e.pcr()),
                        Optional.of("firmware"),
                        Optional.of(e.index()),
                        "EV_NO_ACTION is not measured, yet this one carries a digest"))
                .toList();
    }

    private static boolean carriesDigest(FirmwareLog log, FirmwareEvent event) {
        return log.banks().stream()
                .flatMap(bank -> event.digest(bank).stream())
                .anyMatch(digest -> !digest.consistsOf(0));
    }
}
