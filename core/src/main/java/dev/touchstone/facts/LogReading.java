package dev.touchstone.facts;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.log.userspace.Register;
import dev.touchstone.log.userspace.UserspaceLog;
import dev.touchstone.log.userspace.UserspaceRecord;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.MeasuredEvent;
import dev.touchstone.replay.NvPcrReplay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Logs read without a quote, for a person to look at: no more than what they claim of a boot. A policy takes
 * {@link AttestedFacts}.
 *
 * @param timeline every event of every log, in order
 * @param pcrs where each register leads to that the logs extend, in each bank that can be recomputed
 * @param nvPcrs where systemd's log leads the NV indices it extends
 * @param claimed the facts, should the TPM hold those values
 */
public record LogReading(
        List<TimelineEntry> timeline, List<ReplayedPcr> pcrs, List<ReplayedNvPcr> nvPcrs, BootFacts claimed) {

    public LogReading {
        timeline = List.copyOf(timeline);
        pcrs = List.copyOf(pcrs);
        nvPcrs = List.copyOf(nvPcrs);
    }

    /** Reads a boot's logs together. */
    public static LogReading of(FirmwareLog firmware, UserspaceLog userspace, Optional<ImaLog> ima, Hints hints) {
        List<HashAlgorithm> banks = banks(firmware, userspace);
        FirmwareReplay replay = FirmwareReplay.of(firmware);
        HashAlgorithm strongest = banks.isEmpty() ? HashAlgorithm.SHA256 : banks.getFirst();
        return new LogReading(
                timeline(firmware, userspace, ima, strongest),
                new PcrTable(replay, userspace, ima).read(banks),
                NvPcrReplay.of(userspace.records(), strongest).stream()
                        .map(ReplayedNvPcr::of)
                        .toList(),
                claimed(replay, userspace, ima, banks, hints));
    }

    private static List<TimelineEntry> timeline(
            FirmwareLog firmware, UserspaceLog userspace, Optional<ImaLog> ima, HashAlgorithm bank) {
        List<TimelineEntry> timeline = new ArrayList<>(Timeline.of(firmware));
        timeline.addAll(Timeline.of(userspace.records(), bank));
        ima.map(Timeline::of).ifPresent(timeline::addAll);
        return timeline;
    }

    private static BootFacts claimed(
            FirmwareReplay replay,
            UserspaceLog userspace,
            Optional<ImaLog> ima,
            List<HashAlgorithm> banks,
            Hints hints) {
        FirmwareLog firmware = replay.log();
        Measurements measurements = Measurements.claimed(events(firmware, userspace), banks);
        ImaFacts imaFacts = ima.map(list -> ImaFacts.claimedBy(list, replay)).orElse(ImaFacts.none());
        return new FactsReader(measurements, imaFacts, NoteFindings.find(firmware), hints).read();
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
}
