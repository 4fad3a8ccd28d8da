package dev.touchstone.agent.command;

import picocli.CommandLine.Command;

/** Commands on logs, which need neither TPM nor server. */
@Command(
        name = "log",
        description = "Look at boot logs; needs neither TPM nor server.",
        mixinStandardHelpOptions = true,
        subcommands = LogShowCommand.class)
final class LogCommand {}
