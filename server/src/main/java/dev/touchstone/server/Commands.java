package dev.touchstone.server;

import dev.touchstone.server.audit.AuditCommand;
import dev.touchstone.server.command.ChangeCommand;
import dev.touchstone.server.command.DriftCommand;
import dev.touchstone.server.command.JobCommand;
import dev.touchstone.server.command.KeysCommand;
import dev.touchstone.server.command.ReferenceCommand;
import dev.touchstone.server.command.WebhookCommand;
import dev.touchstone.server.image.ImageCommand;
import dev.touchstone.server.image.PcrlockCommand;
import dev.touchstone.server.image.digests.DigestsCommand;
import dev.touchstone.server.trust.TrustCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What the command line offers: add a subcommand to this list, and nowhere else. */
@Command(
        name = "touchstone",
        description = "Proves what a machine booted, and tells whether people approved it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ServeCommand.class,
            TrustCommand.class,
            ImageCommand.class,
            PcrlockCommand.class,
            DigestsCommand.class,
            ReferenceCommand.class,
            ChangeCommand.class,
            DriftCommand.class,
            JobCommand.class,
            KeysCommand.class,
            WebhookCommand.class,
            AuditCommand.class
        })
final class Commands {

    private Commands() {}

    static CommandLine line() {
        return new CommandLine(new Commands());
    }
}
