package dev.touchstone.facts;

import dev.touchstone.event.EventContent;
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
        UnifiedKernel kernel = new UnifiedKernelReader(measurements).read();
        CommandLines lines = new CommandLineReader(measurements, hints).read(kernel);
        BootChainReader chain = new BootChainReader(measurements);
        UserspaceReader userspace = new UserspaceReader(measurements);
        return new BootFacts(
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
                findings(secureBoot, userspace));
    }

    private Optional<Disk> disk() {
        return measurements
                .bound(DISK_PCR, EventContent.Partitions.class)
                .map(p -> new Disk(
                        p.content().table().disk(),
                        p.content().table().partitions().stream()
                                .map(e -> new Disk.Partition(e.type(), e.id(), e.name()))
                                .toList()))
                .findFirst();
    }

    private List<Finding> findings(SecureBoot secureBoot, UserspaceReader userspace) {
        List<Finding> findings = new ArrayList<>(notes);
        findings.addAll(new EventFindings(measurements).find());
        findings.addAll(new SeparatorFindings(measurements).find());
        findings.addAll(new SecureBootFindings(measurements, secureBoot).find());
        findings.addAll(new BootChainFindings(measurements).find());
        findings.addAll(userspace.findings());
        findings.addAll(ima.findings());
        return findings;
    }
}
