package dev.touchstone.server.trust;

import picocli.CommandLine.Command;

/** {@code touchstone trust}: the makers' certificates, over the API of a running server. */
@Command(
        name = "trust",
        description = "Imports and lists the TPM makers' certificates that EK certificates are judged by.",
        mixinStandardHelpOptions = true,
        subcommands = {TrustImportCommand.class, TrustListCommand.class, TrustRemoveCommand.class})
public final class TrustCommand {}
