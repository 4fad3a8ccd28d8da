package dev.touchstone.server.audit;

import picocli.CommandLine.Command;

/** {@code touchstone audit}: what an auditor does with a copy of the log, without a server. */
@Command(
        name = "audit",
        description = "Verifies exported audit logs, offline.",
        mixinStandardHelpOptions = true,
        subcommands = AuditVerifyCommand.class)
public final class AuditCommand {}
