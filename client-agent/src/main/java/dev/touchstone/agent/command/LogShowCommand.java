package dev.touchstone.agent.command;

import dev.touchstone.agent.evidence.BootLogs;
import dev.touchstone.agent.evidence.EvidenceException;
import dev.touchstone.agent.show.LogText;
import dev.touchstone.agent.show.LogTree;
import dev.touchstone.agent.show.Selection;
import dev.touchstone.agent.show.Selection.Section;
import dev.touchstone.agent.show.ShownLogs;
import dev.touchstone.agent.show.UnreadableLogException;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.facts.FindingCode.Severity;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a boot's logs say, without a quote. */
@Command(
        name = "show",
        description = {
            "Show a boot's logs: timeline, where they lead the PCRs, facts, findings.",
            "Nothing is proved by it: no quote is asked for."
        },
        mixinStandardHelpOptions = true)
final class LogShowCommand implements Callable<Integer> {

    enum Format {
        text,
        json,
        yaml
    }

    private static final int LAST_PCR = 23;
    private static final String IMA_LIST = "/sys/kernel/security/ima/binary_runtime_measurements";

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = CommonOptions.FIRMWARE_LOG,
            description = "A firmware log, or - for stdin (default: this host's, ${DEFAULT-VALUE}).")
    Path firmware = BootLogs.STDIN;

    @Option(
            names = "--userspace",
            paramLabel = "FILE",
            defaultValue = CommonOptions.USERSPACE_LOG,
            description = "systemd's log to go with it, or - for stdin"
                    + " (default: with this host's firmware log, ${DEFAULT-VALUE} if it exists).")
    Path userspace = BootLogs.STDIN;

    @Option(
            names = "--ima",
            paramLabel = "FILE",
            defaultValue = IMA_LIST,
            description = "IMA's list to go with it, binary or ASCII, or - for stdin"
                    + " (default: with this host's firmware log, ${DEFAULT-VALUE} if it exists).")
    Path ima = BootLogs.STDIN;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text, json or yaml (default: text).")
    Format output = Format.text;

    @Option(
            names = "--pcr",
            paramLabel = "N",
            split = ",",
            description = "Only these PCRs in timeline and values; a list, or given again.")
    List<Integer> pcrs = List.of();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            split = ",",
            description = "Only events of these types in the timeline, as EV_IPL or phase.")
    List<String> types = List.of();

    @Option(
            names = "--bank",
            paramLabel = "BANK",
            converter = BankConverter.class,
            description = "Only digests and PCR values of this bank, as sha256.")
    @Nullable
    HashAlgorithm bank;

    @Option(names = "--facts", description = "Only the facts, or with --findings both.")
    boolean facts;

    @Option(names = "--findings", description = "Only the findings.")
    boolean findings;

    @Option(
            names = {"-v", "--verbose"},
            description = "Every digest whole, and what it is of.")
    boolean verbose;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "Exit with 10 if a finding is as bad: note, warning or contradiction.")
    @Nullable
    Severity failOn;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws EvidenceException, UnreadableLogException, InterruptedException {
        requireUsage();
        ShownLogs logs = new LogSource(firmware, userspace, given("--userspace"), ima, given("--ima"), ofHost()).read();
        requireBank(logs);
        show(logs, Selection.of(sections(), pcrs, types, Optional.ofNullable(bank)));
        return failOn != null
                        && logs.worst().filter(w -> w.compareTo(failOn) >= 0).isPresent()
                ? ExitCode.FINDINGS
                : ExitCode.OK;
    }

    private void show(ShownLogs logs, Selection selection) {
        switch (output) {
            case text -> new LogText(logs, selection, verbose).print(System.out, Terminals.stdout());
            case json -> {
                new LogTree(logs, selection).json(System.out);
                System.out.println();
            }
            case yaml -> new LogTree(logs, selection).yaml(System.out);
        }
        System.out.flush();
    }

    private Set<Section> sections() {
        Set<Section> sections = EnumSet.noneOf(Section.class);
        if (facts) {
            sections.add(Section.FACTS);
        }
        if (findings) {
            sections.add(Section.FINDINGS);
        }
        return sections;
    }

    private void requireUsage() {
        for (int pcr : pcrs) {
            require(pcr >= 0 && pcr <= LAST_PCR, "--pcr is 0 to " + LAST_PCR + ", not " + pcr);
        }
        long fromStdin = Stream.of(firmware, userspace, ima)
                .filter(BootLogs.STDIN::equals)
                .count();
        require(fromStdin <= 1, "only one log can come from stdin");
    }

    private void requireBank(ShownLogs logs) {
        List<HashAlgorithm> banks = logs.banks();
        require(
                bank == null || banks.contains(bank),
                "these logs have no bank " + (bank == null ? "" : bank.bank()) + ", but "
                        + String.join(
                                ", ", banks.stream().map(HashAlgorithm::bank).toList()));
    }

    private boolean ofHost() {
        return !spec.commandLine().getParseResult().hasMatchedPositional(0);
    }

    private boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
