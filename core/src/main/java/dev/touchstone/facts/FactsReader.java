package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.event.EventContent;
import dev.touchstone.event.ReadEvent;
import dev.touchstone.uefi.PartitionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the tree together. */
final class FactsReader {

    private static final int DISK_PCR = 5;

    private final Measurements measurements;
    private final ImaFacts ima;
    private final List<Finding> notes;
    private final Hints hints;

    FactsReader(Measurements measurements, ImaFacts ima, List<Finding> notes, Hints hints) {
        this.measurements = measurements;
        this.ima = ima;
        this.notes = notes;
        this.hints = hints;
    }

    BootFacts read() {
        SecureBoot secureBoot = new SecureBootReader(measurements).read();
        UnifiedKernelReader sections = new UnifiedKernelReader(measurements);
        UnifiedKernel kernel = sections.read();
        CommandLines lines = new CommandLineReader(measurements, hints).read(kernel);
        BootChainReader chain = new BootChainReader(measurements);
        UserspaceReader userspace = new UserspaceReader(measurements);
        return new BootFacts(
                measurements.accounted(),
                secureBoot,
                new FirmwareReader(measurements).read(),
                chain.images(),
                lines,
                chain.initrds(),
                kernel,
                new ShimReader(measurements).read(),
                OsImageReader.read(lines, kernel),
                userspace.phases(),
                userspace.machineId(),
                disk(),
                ima.verity(),
                ima.summary(),
                findings(secureBoot, sections, userspace));
    }

    /** The first; past something that cannot be read, it might be the second. */
    private Optional<Disk> disk() {
        for (Measurement measurement : measurements.of(DISK_PCR)) {
            if (!measurement.bound() && !Known.isSeparator(measurement)) {
                return Optional.empty();
            }
            Optional<Disk> disk = measured(measurement).flatMap(FactsReader::disk);
            if (disk.isPresent()) {
                return disk;
            }
        }
        return Optional.empty();
    }

    /** What the digest of a bound event is of, whatever the event's type. */
    private static Optional<Bytes> measured(Measurement measurement) {
        return switch (measurement) {
            case Measurement.Firmware(var _, var _, ReadEvent read) ->
                Optional.of(
                        read.content() instanceof EventContent.BootVariable(var variable, var _)
                                ? variable.data()
                                : read.event().data());
            case Measurement.Userspace _ -> Optional.empty();
        };
    }

    private static Optional<Disk> disk(Bytes bytes) {
        try {
            PartitionTable table = PartitionTable.parse(bytes);
            return Optional.of(new Disk(
                    table.disk(),
                    table.partitions().stream()
                            .map(e -> new Disk.Partition(e.type(), e.id(), e.name()))
                            .toList()));
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }

    private List<Finding> findings(SecureBoot secureBoot, UnifiedKernelReader sections, UserspaceReader userspace) {
        List<Finding> findings = new ArrayList<>(notes);
        findings.addAll(new EventFindings(measurements).find());
        findings.addAll(new SeparatorFindings(measurements).find());
        findings.addAll(new SecureBootFindings(measurements, secureBoot).find());
        findings.addAll(new BootChainFindings(measurements, sections.unpaired()).find());
        findings.addAll(userspace.findings());
        findings.addAll(ima.findings());
        return FindingLimit.of(findings);
    }
}
