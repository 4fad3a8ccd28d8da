package dev.touchstone.agent.command;

import dev.touchstone.agent.config.AgentState;
import dev.touchstone.agent.config.Enrolment;
import dev.touchstone.agent.config.StateException;
import dev.touchstone.agent.evidence.EvidenceException;
import dev.touchstone.agent.tpm.TpmDeviceException;
import dev.touchstone.agent.transport.AttestationAnswer;
import dev.touchstone.agent.transport.ExchangeException;
import dev.touchstone.agent.transport.TouchstoneClient;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Attests once and says the verdict. */
@Command(
        name = "attest",
        description = "Attest once. Exit code 0: TRUSTED, 10: any other verdict.",
        mixinStandardHelpOptions = true)
final class AttestCommand implements Callable<Integer> {

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--once", description = "Attest once; the default, for scripts that want to say so.")
    boolean once;

    @Option(
            names = "--dry-run",
            description = "Print the request, quote included, and do not send it; a challenge is asked for.")
    boolean dryRun;

    @Override
    public Integer call()
            throws StateException, TpmDeviceException, EvidenceException, ExchangeException, IOException,
                    InterruptedException {
        AgentState state = common.openState();
        Enrolment enrolment = CommonOptions.enrolled(state);
        try (TouchstoneClient client = common.connect(enrolment)) {
            var cycle = new AttestationCycle(common, state, enrolment, client, InstantSource.system());
            if (dryRun) {
                System.out.println(TouchstoneClient.preview(cycle.preview()));
                return ExitCode.OK;
            }
            AttestationAnswer.Appraised appraised = cycle.attest();
            System.out.println(appraised.verdict());
            appraised.reasons().forEach(reason -> System.out.println("  " + reason.line()));
            return appraised.trusted() ? ExitCode.OK : ExitCode.NOT_TRUSTED;
        }
    }
}
