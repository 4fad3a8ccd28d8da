package dev.touchstone.agent.command;

import dev.touchstone.agent.config.AgentState;
import dev.touchstone.agent.config.Enrolment;
import dev.touchstone.agent.config.LastVerdict;
import dev.touchstone.agent.config.StateException;
import dev.touchstone.agent.tpm.TpmDevice;
import dev.touchstone.agent.tpm.TpmDeviceException;
import dev.touchstone.agent.tpm.TpmInfo;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Shows what the agent knows, without asking the server. */
@Command(
        name = "status",
        description = "Show the enrolment, the last verdict and the TPM; asks nothing of the server.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    enum Format {
        text,
        json
    }

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text or json (default: text).")
    Format output = Format.text;

    private final Messages messages;

    StatusCommand(Messages messages) {
        this.messages = messages;
    }

    /** What is shown. */
    record Status(
            Enrolment enrolment,
            @Nullable LastVerdict last,
            @Nullable Tpm tpm) {}

    record Tpm(String address, String manufacturer, String vendor, String firmware, List<String> banks) {}

    @Override
    public Integer call() throws StateException {
        AgentState state = common.openState();
        Enrolment enrolment = CommonOptions.enrolled(state);
        Status status = new Status(enrolment, state.lastVerdict().orElse(null), tpm().orElse(null));
        switch (output) {
            case text -> print(status);
            case json ->
                System.out.println(JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(status));
        }
        return ExitCode.OK;
    }

    private Optional<Tpm> tpm() {
        try (TpmDevice device = common.openTpm()) {
            TpmInfo info = device.info();
            List<String> banks =
                    device.banks().stream().map(HashAlgorithm::bank).toList();
            return Optional.of(
                    new Tpm(common.tpm.toString(), info.manufacturer(), info.vendor(), info.firmware(), banks));
        } catch (TpmDeviceException e) {
            messages.warning(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static void print(Status status) {
        Enrolment enrolment = status.enrolment();
        line("server", enrolment.server());
        line("host id", enrolment.hostId());
        line("state", enrolment.state() + " when it enrolled, " + enrolment.enrolledAt());
        line("AK name", enrolment.akName());
        line("EK name", enrolment.ekName() + " (" + enrolment.ek() + ")");
        LastVerdict last = status.last();
        line(
                "verdict",
                last == null
                        ? "none yet"
                        : last.verdict() + " at " + last.receivedAt()
                                + (last.validUntil() == null ? "" : ", valid until " + last.validUntil()));
        if (last != null) {
            last.reasons().forEach(reason -> line("", reason));
        }
        Tpm tpm = status.tpm();
        line(
                "TPM",
                tpm == null
                        ? "not reachable"
                        : tpm.manufacturer() + " " + tpm.vendor() + ", firmware " + tpm.firmware() + ", banks "
                                + String.join(" ", tpm.banks()) + ", at " + tpm.address());
    }

    private static void line(String label, Object value) {
        System.out.println(String.format("%-8s %s", label, value).stripTrailing());
    }
}
