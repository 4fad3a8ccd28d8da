package dev.touchstone.agent.show;

import dev.touchstone.agent.show.Table.Cell;
import dev.touchstone.bytes.Digest;
import dev.touchstone.bytes.Printable;
import dev.touchstone.facts.BootFacts;
import dev.touchstone.facts.BootImage;
import dev.touchstone.facts.CommandLines;
import dev.touchstone.facts.Disk;
import dev.touchstone.facts.Firmware;
import dev.touchstone.facts.Ima;
import dev.touchstone.facts.Initrd;
import dev.touchstone.facts.OsImage;
import dev.touchstone.facts.Shim;
import dev.touchstone.facts.UnifiedKernel;
import dev.touchstone.facts.VerityRoot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The facts in short lines, a label before the first of each kind. */
final class FactsText {

    private final BootFacts facts;
    private final boolean verbose;
    private final Table table = new Table(2);
    private String label = "";

    FactsText(BootFacts facts, boolean verbose) {
        this.facts = facts;
        this.verbose = verbose;
    }

    void print(Page page) {
        page.title("FACTS, should the TPM hold those values");
        new SecureBootText(facts.secureBoot()).lines().forEach(line -> line("Secure Boot", line));
        firmware(facts.firmware());
        facts.bootChain().forEach(image -> line("Boot chain", image(image)));
        commandLines(facts.commandLines());
        facts.unverifiedInitrds().forEach(initrd -> line("Initrd", initrd(initrd)));
        unifiedKernel(facts.unifiedKernel());
        shim(facts.shim());
        osImage(facts.osImage());
        system();
        table.print(page);
    }

    private void line(String of, String text) {
        table.row(Cell.of(of.equals(label) ? "" : of, Paint.TITLE), Cell.of(text));
        label = of;
    }

    private void firmware(Firmware firmware) {
        firmware.unverifiedCrtmVersion().ifPresent(version -> line("Firmware", "version " + Words.quote(version)));
        if (!firmware.volumes().isEmpty()) {
            line("Firmware", Words.count(firmware.volumes().size(), "volume"));
        }
        firmware.drivers().forEach(driver -> line("Firmware", "driver " + image(driver)));
        if (firmware.debugMode()) {
            line("Firmware", "debug mode");
        }
        if (firmware.dmaProtectionDisabled()) {
            line("Firmware", "DMA protection disabled");
        }
        if (!firmware.unverifiedBootOrder().isEmpty()) {
            line(
                    "Boot options",
                    "order "
                            + firmware.unverifiedBootOrder().stream()
                                    .map("%04X"::formatted)
                                    .collect(Collectors.joining(" ")));
        }
        firmware.unverifiedBootOptions().forEach(option -> line("Boot options", option(option)));
    }

    private static String option(Firmware.BootOption option) {
        return Printable.word(option.unverifiedName()) + " " + Words.quote(option.description())
                + (option.active() ? "" : " (inactive)");
    }

    private String image(BootImage image) {
        return place(image.event(), image.digest())
                + image.unverifiedPath().map(Words::path).orElse("without a path");
    }

    private String place(int event, Digest digest) {
        return "#" + event + " " + Words.digest(digest, verbose) + " ";
    }

    private void commandLines(CommandLines commandLines) {
        Map<String, List<String>> places = new LinkedHashMap<>();
        for (CommandLines.CommandLine line : commandLines.lines()) {
            places.computeIfAbsent(text(line), _ -> new ArrayList<>()).add("#" + line.event() + " " + line.source());
        }
        places.forEach((text, at) -> line("Command line", String.join(", ", at) + ": " + text));
        commandLines
                .unverifiedLoadOptions()
                .forEach(l -> line("Command line", place(l.event(), l.digest()) + "unread"));
        if (!commandLines.complete() && !commandLines.lines().isEmpty()) {
            line("Command line", "there may be more: PCR 8, 11 or 12 could not be read whole");
        }
    }

    private String text(CommandLines.CommandLine line) {
        return line.text()
                .map(Words::quote)
                .orElseGet(() -> Words.digest(line.digest(), verbose) + ", whose text is not in the log");
    }

    private String initrd(Initrd initrd) {
        return place(initrd.event(), initrd.digest()) + Words.quote(initrd.unverifiedName());
    }

    private void unifiedKernel(UnifiedKernel kernel) {
        if (verbose) {
            kernel.sections().forEach(s -> line("UKI", place(s.event(), s.content()) + Printable.word(s.name())));
        } else if (!kernel.sections().isEmpty()) {
            line(
                    "UKI",
                    kernel.sections().stream()
                            .map(s -> Printable.word(s.name()))
                            .collect(Collectors.joining(" ")));
        }
    }

    private void shim(Shim shim) {
        shim.sbatLevel().ifPresent(level -> line("shim", "revocations " + generations(level)));
        shim.mokListTrusted().ifPresent(on -> line("shim", "MokListTrusted " + (on ? "on" : "off")));
        shim.variables()
                .forEach(variable -> line(
                        "shim",
                        place(variable.event(), variable.digest())
                                + Printable.word(variable.unverifiedName())
                                + content(variable.content())));
    }

    private static String generations(Shim.Sbat level) {
        return level.generations().stream()
                .map(g -> Printable.word(g.component()) + " ≥ " + g.generation())
                .collect(Collectors.joining(", "));
    }

    private static String content(Optional<String> hex) {
        return hex.map(h -> h.isEmpty() ? " (empty)" : " = " + h).orElse("");
    }

    private void osImage(OsImage image) {
        line("OS image", image.proves().words());
        image.rootHash().ifPresent(hash -> line("OS image", "roothash " + Words.quote(hash)));
        image.usrHash().ifPresent(hash -> line("OS image", "usrhash " + Words.quote(hash)));
        image.composefs().ifPresent(digest -> line("OS image", "composefs " + Words.quote(digest)));
        image.ostree().ifPresent(path -> line("OS image", "ostree " + Words.quote(path)));
    }

    private void system() {
        if (!facts.phases().isEmpty()) {
            line("Phases", facts.phases().stream().map(Printable::word).collect(Collectors.joining(" → ")));
        }
        facts.machineId().ifPresent(id -> line("Machine id", Printable.word(id)));
        facts.disk().ifPresent(this::disk);
        for (VerityRoot root : facts.verity()) {
            line("Verity", Words.quote(root.device()) + " " + Words.quote(root.rootHash()));
        }
        facts.ima().ifPresent(ima -> line("IMA", ima(ima)));
    }

    private void disk(Disk disk) {
        line("Disk", disk.id().toString());
        for (Disk.Partition partition : disk.partitions()) {
            line(
                    "Disk",
                    Words.quote(partition.name()) + " "
                            + partition
                                    .type()
                                    .label()
                                    .orElseGet(() -> partition.type().toString()));
        }
    }

    private static String ima(Ima ima) {
        return Words.count(ima.records(), "record") + ", " + Words.count(ima.violations(), "violation")
                + ", boot aggregate " + ima.bootAggregate();
    }
}
