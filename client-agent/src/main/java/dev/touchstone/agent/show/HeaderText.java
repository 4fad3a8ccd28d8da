package dev.touchstone.agent.show;

import dev.touchstone.agent.evidence.BootLogs;
import dev.touchstone.agent.show.Table.Cell;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.facts.BootFacts;
import dev.touchstone.facts.CommandLines;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Which logs these are, and the boot in a sentence. */
final class HeaderText {

    private final ShownLogs logs;

    HeaderText(ShownLogs logs) {
        this.logs = logs;
    }

    void print(Page page) {
        Table table = new Table(0);
        row(table, "Firmware log", name(logs.paths().firmware()) + ": " + firmware());
        logs.userspace()
                .ifPresent(log -> row(
                        table,
                        "Userspace log",
                        name(logs.paths().userspace()) + ": "
                                + Words.count(log.records().size(), "record")));
        logs.ima()
                .ifPresent(list -> row(
                        table,
                        "IMA list",
                        name(logs.paths().ima().orElseThrow()) + ": " + Words.count(list.size(), "record")));
        row(table, "Boot", boot(logs.reading().claimed()));
        for (String line : commandLines(logs.reading().claimed().commandLines())) {
            row(table, "Command line", line);
        }
        table.row(
                Cell.of("Proof", Paint.TITLE),
                Cell.of("none: no quote was asked for. This is what the logs say of themselves.", Paint.FAINT));
        table.print(page);
    }

    private static void row(Table table, String label, String text) {
        table.row(Cell.of(label, Paint.TITLE), Cell.of(text));
    }

    private static String name(Path path) {
        return path.equals(BootLogs.STDIN) ? "(stdin)" : Words.plain(path.toString());
    }

    private String firmware() {
        String format = switch (logs.firmware().format()) {
            case CRYPTO_AGILE -> "crypto-agile";
            case SHA1 -> "the old SHA-1 format";
        };
        String banks = logs.firmware().banks().stream().map(HashAlgorithm::bank).collect(Collectors.joining(" "));
        return Words.count(logs.firmware().events().size(), "event") + ", " + format + ", " + banks;
    }

    private static String boot(BootFacts facts) {
        String secureBoot = facts.secureBoot()
                .enabled()
                .map(on -> on ? "Secure Boot on" : "Secure Boot off")
                .orElse("Secure Boot undetermined");
        String chain = facts.bootChain().stream()
                .map(image -> image.unverifiedPath().flatMap(Words::file).orElse("(unnamed)"))
                .collect(Collectors.joining(" → "));
        return secureBoot + "; " + (chain.isEmpty() ? "no image was run" : chain);
    }

    /** Each text once: GRUB, systemd and the kernel measure the same one over again. */
    private static List<String> commandLines(CommandLines commandLines) {
        List<String> texts = commandLines.lines().stream()
                .flatMap(line -> line.text().stream())
                .distinct()
                .map(Words::quote)
                .toList();
        if (!texts.isEmpty()) {
            return texts;
        }
        boolean none = commandLines.lines().isEmpty()
                && commandLines.unverifiedLoadOptions().isEmpty();
        return List.of(none ? "none measured" : "measured, and known by its digest alone");
    }
}
