package dev.touchstone.server;

import dev.touchstone.server.trust.TrustCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What the command line offers: add a subcommand to this list, and nowhere else. */
@Command(
        name = "touchstone",
        description = "Proves what a machine booted, and tells whether people approved it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {ServeCommand.class, TrustCommand.class})
final class Commands {

    private Commands() {}

    static CommandLine line() {
        return new CommandLine(new Commands());
    }
}
