package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.log.userspace.Register;
import dev.touchstone.log.userspace.UserspaceLog;
import dev.touchstone.log.userspace.UserspaceRecord;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.MeasuredEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Logs read without a quote, for a person to look at: no more than what they claim of a boot. A policy takes
 * {@link AttestedFacts}.
 *
 * @param timeline every event of every log, in order
 * @param pcrs where each register leads to that the logs extend, in each bank that can be recomputed
 * @param claimed the facts, should the TPM hold those values
 */
public record LogReading(List<TimelineEntry> timeline, List<ReplayedPcr> pcrs, BootFacts claimed) {

    public LogReading {
        timeline = List.copyOf(timeline);
        pcrs = List.copyOf(pcrs);
    }

    /** Reads a boot's logs together. */
    public static LogReading of(FirmwareLog firmware, UserspaceLog userspace) {
        List<HashAlgorithm> banks = banks(firmware, userspace);
        List<TimelineEntry> timeline = new ArrayList<>(Timeline.of(firmware));
        timeline.addAll(Timeline.of(userspace.records(), banks.isEmpty() ? HashAlgorithm.SHA256 : banks.getFirst()));
        Measurements measurements = Measurements.of(events(firmware, userspace), _ -> banks);
        BootFacts claimed = new FactsReader(measurements, ImaFacts.none(), NoteFindings.find(firmware)).read();
        return new LogReading(timeline, pcrs(firmware, userspace, banks), claimed);
    }

    /** The strongest first. Without a firmware log, whatever systemd wrote. */
    private static List<HashAlgorithm> banks(FirmwareLog firmware, UserspaceLog userspace) {
        List<HashAlgorithm> banks = firmware.events().isEmpty()
                ? userspace.records().stream()
                        .flatMap(r -> r.digests().keySet().stream())
                        .distinct()
                        .toList()
                : firmware.banks();
        return banks.stream()
                .filter(HashAlgorithm::computable)
                .sorted(Comparator.comparingInt(HashAlgorithm::strength).reversed())
                .toList();
    }

    private static List<MeasuredEvent> events(FirmwareLog firmware, UserspaceLog userspace) {
        List<MeasuredEvent> events = new ArrayList<>();
        firmware.events().stream()
                .filter(FirmwareEvent::extendsPcr)
                .forEach(e -> events.add(new MeasuredEvent.Firmware(e)));
        for (UserspaceRecord told : userspace.records()) {
            if (told.register() instanceof Register.Pcr(int pcr)) {
                events.add(new MeasuredEvent.Userspace(pcr, told));
            }
        }
        return events;
    }

    private static List<ReplayedPcr> pcrs(FirmwareLog firmware, UserspaceLog userspace, List<HashAlgorithm> banks) {
        FirmwareReplay replay = FirmwareReplay.of(firmware);
        List<ReplayedPcr> pcrs = new ArrayList<>();
        for (HashAlgorithm bank : banks) {
            for (int pcr = 0; pcr < FirmwareReplay.PCRS; pcr++) {
                ReplayedPcr replayed = replayed(replay, userspace, bank, pcr);
                if (replayed.firmwareEvents() + replayed.userspaceRecords() > 0) {
                    pcrs.add(replayed);
                }
            }
        }
        return pcrs;
    }

    private static ReplayedPcr replayed(FirmwareReplay replay, UserspaceLog userspace, HashAlgorithm bank, int pcr) {
        List<Bytes> told = userspace.records().stream()
                .filter(r -> r.register().equals(new Register.Pcr(pcr)))
                .flatMap(r -> r.digest(bank).stream())
                .toList();
        Bytes value = replay.value(bank, pcr);
        for (Bytes digest : told) {
            value = bank.extend(value, digest);
        }
        int events = (int) replay.log().events().stream()
                .filter(e -> e.extendsPcr() && e.pcr() == pcr)
                .count();
        return new ReplayedPcr(pcr, bank.bank(), value, events, told.size(), 0);
    }
}
