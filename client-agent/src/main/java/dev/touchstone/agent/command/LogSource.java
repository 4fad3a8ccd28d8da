package dev.touchstone.agent.command;

import dev.touchstone.agent.evidence.BootLogs;
import dev.touchstone.agent.evidence.EvidenceException;
import dev.touchstone.agent.evidence.LogPaths;
import dev.touchstone.agent.show.ShownLogs;
import dev.touchstone.agent.show.UnreadableLogException;
import dev.touchstone.facts.Hints;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the logs to show come from.
 *
 * @param firmware the firmware's log
 * @param userspace systemd's log
 * @param withUserspace whether that was asked for; if not, it is read only with this host's own, and only if it exists
 * @param ima IMA's list
 * @param withIma whether that was asked for; if not, the same
 * @param ofHost whether the firmware log is this host's
 */
record LogSource(Path firmware, Path userspace, boolean withUserspace, Path ima, boolean withIma, boolean ofHost) {

    ShownLogs read() throws EvidenceException, UnreadableLogException, InterruptedException {
        LogPaths paths = new LogPaths(firmware, userspace, Optional.of(ima));
        BootLogs logs = ofHost && !withUserspace && !withIma
                ? BootLogs.ofHost(paths)
                : BootLogs.ofFiles(
                        firmware,
                        withUserspace ? Optional.of(userspace) : Optional.empty(),
                        withIma ? Optional.of(ima) : Optional.empty(),
                        System.in);
        return ShownLogs.read(paths, logs, ofHost ? hints() : Hints.none());
    }

    /** UKIs and the kernel's own stub log a digest of the command line only; what this kernel was given may be it. */
    private static Hints hints() {
        return new Hints(HostFacts.commandLine().stream().toList());
    }
}
