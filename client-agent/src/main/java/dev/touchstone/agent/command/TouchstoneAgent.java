package dev.touchstone.agent.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IVersionProvider;

/** {@code touchstone-agent}: proves to a Touchstone server, with this host's TPM, what the host booted. */
@Command(
        name = "touchstone-agent",
        description = "Proves to a Touchstone server, with this host's TPM, what the host booted.",
        mixinStandardHelpOptions = true,
        versionProvider = TouchstoneAgent.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:done; for attest: TRUSTED",
            " 1:an error on this host, or an answer that makes no sense",
            " 2:wrong usage",
            " 4:the server refused this host or its token",
            " 6:the server could not be reached",
            "10:attested, and the verdict is not TRUSTED; for log show: a finding of --fail-on",
            "75:a temporary failure: try again"
        })
public final class TouchstoneAgent {

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"touchstone-agent " + HostFacts.version()};
        }
    }

    private TouchstoneAgent() {}

    /** Runs the agent and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        Messages messages = new Messages(System.err, System.getenv());
        return new CommandLine(new TouchstoneAgent())
                .addSubcommand(new EnrollCommand(messages))
                .addSubcommand(new AttestCommand())
                .addSubcommand(new RunCommand(messages))
                .addSubcommand(new StatusCommand(messages))
                .addSubcommand(new ClientKeyCommand(messages))
                .addSubcommand(new LogCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(failures(messages));
    }

    private static IExecutionExceptionHandler failures(Messages messages) {
        return (exception, _, _) -> {
            if (exception instanceof InterruptedException) {
                return ExitCode.TEMPORARY;
            }
            Failure failure = Failure.of(exception).orElseThrow(() -> exception);
            messages.error(failure.message());
            return failure.exitCode();
        };
    }
}
