package dev.touchstone.facts;

import dev.touchstone.bytes.Digest;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.Printable;
import dev.touchstone.event.Binding;
import dev.touchstone.event.DigestRule;
import dev.touchstone.event.ReadEvent;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.log.firmware.SpecId;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.log.ima.ImaRecord;
import dev.touchstone.log.userspace.Register;
import dev.touchstone.log.userspace.UserspaceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells logs event by event, each checked against its own digests alone: it takes a quote to make that the boot. */
public final class Timeline {

    private Timeline() {}

    /** The firmware log's events, notes and all. */
    public static List<TimelineEntry> of(FirmwareLog log) {
        List<TimelineEntry> entries = new ArrayList<>();
        log.header().map(Timeline::header).ifPresent(entries::add);
        log.events().forEach(e -> entries.add(entry(e, log.banks())));
        return entries;
    }

    /** Records of systemd's log. */
    public static List<TimelineEntry> of(List<UserspaceRecord> records, HashAlgorithm bank) {
        return records.stream().map(r -> entry(r, bank)).toList();
    }

    /** Records of IMA's list. */
    public static List<TimelineEntry> of(ImaLog list) {
        return list.records().stream().map(Timeline::entry).toList();
    }

    private static TimelineEntry header(SpecId header) {
        return new TimelineEntry(
                "firmware",
                0,
                Optional.of(0),
                Optional.empty(),
                EventType.EV_NO_ACTION.name(),
                List.of(),
                "log header: " + header,
                "not-measured",
                DigestRule.NOT_MEASURED.of());
    }

    private static TimelineEntry entry(ImaRecord told) {
        return new TimelineEntry(
                "ima",
                told.index(),
                Optional.of(told.pcr()),
                Optional.empty(),
                told.template(),
                List.of(), // the header's is no digest of a bank
                ImaText.of(told.entry()),
                told.violation() ? "described" : told.headerMatches() ? "bound" : "contradicted",
                told.violation() ? "nothing: the kernel cannot vouch for it" : "the record");
    }

    private static TimelineEntry entry(FirmwareEvent event, List<HashAlgorithm> banks) {
        ReadEvent read = ReadEvent.of(event, banks);
        return new TimelineEntry(
                "firmware",
                event.index(),
                event.pcr() < 0 ? Optional.empty() : Optional.of(event.pcr()),
                Optional.empty(),
                event.untrustedTypeName(),
                banks.stream()
                        .flatMap(bank -> event.digest(bank).map(d -> new Digest(bank, d)).stream())
                        .toList(),
                read.words(),
                name(read.binding()),
                read.rule().of());
    }

    private static String name(Binding binding) {
        return switch (binding) {
            case Binding.Bound _ -> "bound";
            case Binding.Described _ -> "described";
            case Binding.NotMeasured _ -> "not-measured";
            case Binding.Contradicted _ -> "contradicted";
            case Binding.TwoStories _ -> "banks-disagree";
            case Binding.Uncheckable _ -> "uncheckable";
        };
    }

    private static TimelineEntry entry(UserspaceRecord told, HashAlgorithm bank) {
        return new TimelineEntry(
                "userspace",
                told.index(),
                told.register() instanceof Register.Pcr(int pcr) ? Optional.of(pcr) : Optional.empty(),
                told.register() instanceof Register.NvIndex
                        ? Optional.of(told.register().toString())
                        : Optional.empty(),
                told.eventType().map(Printable::word).orElse("systemd"),
                told.digests().entrySet().stream()
                        .map(d -> new Digest(d.getKey(), d.getValue()))
                        .toList(),
                told.describe(bank).text(),
                name(told.binding(bank)),
                told.binding(bank) instanceof dev.touchstone.log.userspace.Binding.UnboundByKind
                        ? "a secret and the string"
                        : "the string");
    }

    private static String name(dev.touchstone.log.userspace.Binding binding) {
        return switch (binding) {
            case dev.touchstone.log.userspace.Binding.Bound _ -> "bound";
            case dev.touchstone.log.userspace.Binding.UnboundByKind _ -> "described";
            case dev.touchstone.log.userspace.Binding.Mismatch _ -> "contradicted";
            case dev.touchstone.log.userspace.Binding.Uncheckable _ -> "uncheckable";
        };
    }
}
