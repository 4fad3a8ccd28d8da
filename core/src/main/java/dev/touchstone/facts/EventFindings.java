package dev.touchstone.facts;

import dev.touchstone.event.Binding;
import dev.touchstone.event.EventContent;
import dev.touchstone.event.ReadEvent;
import dev.touchstone.log.firmware.EventType;
import java.util.ArrayList;
import java.util.List;

/** What is odd about one event of the firmware log by itself. */
final class EventFindings {

    private final Measurements measurements;
    private final List<Finding> findings = new ArrayList<>();

    EventFindings(Measurements measurements) {
        this.measurements = measurements;
    }

    List<Finding> find() {
        for (Measurement measurement : measurements.all()) {
            if (measurement instanceof Measurement.Firmware firmware) {
                binding(firmware);
                content(firmware);
                place(firmware);
            }
        }
        return findings;
    }

    private void binding(Measurement.Firmware firmware) {
        ReadEvent read = firmware.read();
        switch (read.binding()) {
            case Binding.Contradicted(var bank, var expected, var actual) ->
                add(
                        firmware,
                        FindingCode.DIGEST_CONTRADICTS_DATA,
                        "%s: by its type the digest is of %s, which is %s:%s, not %s"
                                .formatted(read.words(), read.rule().of(), bank.bank(), expected, actual));
            case Binding.TwoStories(var agrees, var disagrees) ->
                add(
                        firmware,
                        FindingCode.BANKS_DISAGREE,
                        "%s: that was measured by the %s bank, something else by the %s bank"
                                .formatted(read.words(), agrees.bank(), disagrees.bank()));
            case Binding.Bound _, Binding.Described _, Binding.NotMeasured _, Binding.Uncheckable _ -> {
                // as it should be
            }
        }
    }

    private void content(Measurement.Firmware firmware) {
        switch (firmware.read().content()) {
            case EventContent.Unreadable unreadable ->
                add(firmware, FindingCode.DATA_UNREADABLE, unreadable.words() + ": " + unreadable.why());
            case EventContent.Unknown unknown -> add(firmware, FindingCode.TYPE_UNKNOWN, unknown.words());
            case EventContent.Separator(EventContent.Separator.Ending ending, var _)
            when ending == EventContent.Separator.Ending.ERROR ->
                add(firmware, FindingCode.SEPARATOR_ERROR, "the firmware ended its stage because of an error");
            default -> {
                // nothing to say of it alone
            }
        }
    }

    private void place(Measurement.Firmware firmware) {
        var event = firmware.read().event();
        if (!TypePlaces.allow(event)) {
            add(
                    firmware,
                    FindingCode.TYPE_OUT_OF_PLACE,
                    event.untrustedTypeName() + " does not belong into PCR " + event.pcr());
        }
        if (Measurements.endsStage(firmware) && !event.is(EventType.EV_SEPARATOR)) {
            add(
                    firmware,
                    FindingCode.SEPARATOR_RETYPED,
                    "logged as " + event.untrustedTypeName() + ", though its digest is a separator's");
        }
    }

    private void add(Measurement measurement, FindingCode code, String text) {
        findings.add(Finding.at(measurement, code, text));
    }
}
