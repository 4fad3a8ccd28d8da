package dev.touchstone.agent.command;

import dev.touchstone.agent.config.AgentState;
import dev.touchstone.agent.config.Enrolment;
import dev.touchstone.agent.config.StateException;
import dev.touchstone.agent.evidence.LogPaths;
import dev.touchstone.agent.tpm.TpmAddress;
import dev.touchstone.agent.tpm.TpmDevice;
import dev.touchstone.agent.tpm.TpmDeviceException;
import dev.touchstone.agent.tpm.tss.TssTpmDevice;
import dev.touchstone.agent.transport.ServerAddress;
import dev.touchstone.agent.transport.TouchstoneClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command: the flag wins, then the environment, then what enrolment recorded, then the default. */
final class CommonOptions {

    /** Where the firmware's log is, as picocli resolves it. */
    static final String FIRMWARE_LOG =
            "${env:TOUCHSTONE_FIRMWARE_LOG:-/sys/kernel/security/tpm0/binary_bios_measurements}";

    /** Where systemd's log is, as picocli resolves it. */
    static final String USERSPACE_LOG = "${env:TOUCHSTONE_USERSPACE_LOG:-/run/log/systemd/tpm2-measure.log}";

    private static final String OFF = "off";
    private static final String IMA_LIST = "/sys/kernel/security/ima/binary_runtime_measurements";

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            defaultValue = "${env:TOUCHSTONE_STATE_DIR:-/var/lib/touchstone-agent}",
            description = "Where the agent keeps its key and its host id (default: ${DEFAULT-VALUE}).")
    Path stateDir = Path.of("/var/lib/touchstone-agent");

    @Option(
            names = "--tpm",
            paramLabel = "TPM",
            defaultValue = "${env:TOUCHSTONE_TPM:-" + TpmAddress.DEFAULT + "}",
            converter = TpmAddressConverter.class,
            description = "/dev/tpmrm0, or swtpm:host=127.0.0.1,port=2321 (default: ${DEFAULT-VALUE}).")
    TpmAddress tpm = TpmAddress.parse(TpmAddress.DEFAULT);

    @Option(
            names = "--firmware-log",
            paramLabel = "FILE",
            defaultValue = FIRMWARE_LOG,
            description = "The firmware's event log (default: ${DEFAULT-VALUE}).")
    Path firmwareLog = Path.of("/sys/kernel/security/tpm0/binary_bios_measurements");

    @Option(
            names = "--userspace-log",
            paramLabel = "FILE",
            defaultValue = USERSPACE_LOG,
            description = "systemd's measurement log, sent if it exists (default: ${DEFAULT-VALUE}).")
    Path userspaceLog = Path.of("/run/log/systemd/tpm2-measure.log");

    @Option(
            names = "--ima-log",
            paramLabel = "FILE",
            defaultValue = "${env:TOUCHSTONE_IMA_LOG:-" + IMA_LIST + "}",
            description = "The binary IMA list, sent if it can be read, or 'off' (default: ${DEFAULT-VALUE}).")
    String imaLog = IMA_LIST;

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:TOUCHSTONE_SERVER:-" + Option.NULL_VALUE + "}",
            converter = ServerAddressConverter.class,
            description = "The server (default: the one enrolled with).")
    @Nullable
    ServerAddress server;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            defaultValue = "${env:TOUCHSTONE_CA:-" + Option.NULL_VALUE + "}",
            description = "PEM file with the only certificates to trust for the server"
                    + " (default: the one enrolled with, else the system's).")
    @Nullable
    Path ca;

    AgentState openState() throws StateException {
        return AgentState.open(stateDir);
    }

    TpmDevice openTpm() throws TpmDeviceException {
        return TssTpmDevice.open(tpm);
    }

    LogPaths logPaths() {
        return new LogPaths(
                firmwareLog, userspaceLog, imaLog.equals(OFF) ? Optional.empty() : Optional.of(Path.of(imaLog)));
    }

    /** The enrolment a command works under. */
    static Enrolment enrolled(AgentState state) throws StateException {
        return state.enrolment()
                .orElseThrow(() -> new StateException(
                        "this host is not enrolled (no agent.json in " + state + "): run 'touchstone-agent enroll'"));
    }

    /** A client of the server given, else of the one enrolled with. */
    TouchstoneClient connect(Enrolment enrolment) throws StateException, IOException {
        return connect(server != null ? server : recorded(enrolment), caFile(enrolment));
    }

    TouchstoneClient connect(ServerAddress address, Optional<Path> trusted) throws IOException {
        return TouchstoneClient.open(
                address, trusted, "touchstone-agent/" + HostFacts.version(), InstantSource.system());
    }

    private Optional<Path> caFile(Enrolment enrolment) {
        return ca != null
                ? Optional.of(ca)
                : Optional.ofNullable(enrolment.ca()).map(Path::of);
    }

    private static ServerAddress recorded(Enrolment enrolment) throws StateException {
        try {
            return ServerAddress.parse(enrolment.server());
        } catch (IllegalArgumentException e) {
            throw new StateException("agent.json names no usable server: " + e.getMessage(), e);
        }
    }
}
