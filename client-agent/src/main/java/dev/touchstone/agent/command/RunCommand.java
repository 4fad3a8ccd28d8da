package dev.touchstone.agent.command;

import dev.touchstone.agent.config.AgentState;
import dev.touchstone.agent.config.Enrolment;
import dev.touchstone.agent.config.StateException;
import dev.touchstone.agent.evidence.EvidenceException;
import dev.touchstone.agent.tpm.TpmDeviceException;
import dev.touchstone.agent.transport.AttestationAnswer;
import dev.touchstone.agent.transport.ExchangeException;
import dev.touchstone.agent.transport.Pace;
import dev.touchstone.agent.transport.TouchstoneClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Attests again and again, as often as the server asks, until told to stop. */
@Command(
        name = "run",
        description = "Attest whenever the server asks for it, until SIGTERM.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Mixin
    CommonOptions common = new CommonOptions();

    private final Messages messages;
    private final Pace pace = new Pace(RandomGenerator.getDefault());

    RunCommand(Messages messages) {
        this.messages = messages;
    }

    @Override
    public Integer call() throws StateException, IOException {
        AgentState state = common.openState();
        Enrolment enrolment = CommonOptions.enrolled(state);
        try (Stop stop = Stop.onSignal();
                TouchstoneClient client = common.connect(enrolment)) {
            var cycle = new AttestationCycle(common, state, enrolment, client, InstantSource.system());
            messages.info("attesting host " + enrolment.hostId() + " to " + enrolment.server());
            while (!stop.asked()) {
                Step step = step(cycle);
                if (stop.asked()) {
                    break;
                }
                switch (step) {
                    case Step.Again again -> stop.sleep(again.after());
                    case Step.GiveUp giveUp -> {
                        return giveUp.exitCode();
                    }
                }
            }
        }
        return ExitCode.OK;
    }

    /** What comes after one attestation. */
    private sealed interface Step {
        record Again(Duration after) implements Step {}

        record GiveUp(int exitCode) implements Step {}
    }

    private Step step(AttestationCycle cycle) {
        try {
            AttestationAnswer.Appraised appraised = cycle.attest();
            Duration after = pace.afterSuccess(appraised.after());
            say(appraised, after);
            return new Step.Again(after);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Step.Again(Duration.ZERO);
        } catch (StateException | TpmDeviceException | EvidenceException | ExchangeException e) {
            return failed(e);
        }
    }

    private Step failed(Exception e) {
        Failure failure = Failure.of(e).orElseThrow(() -> new IllegalStateException(e));
        if (Thread.currentThread().isInterrupted()) {
            return new Step.Again(Duration.ZERO);
        }
        if (!failure.again()) {
            messages.error(failure.message());
            return new Step.GiveUp(failure.exitCode());
        }
        Duration wait = pace.afterFailure(failure.retryAfter());
        messages.warning(failure.message() + "; again in " + seconds(wait) + " s");
        return new Step.Again(wait);
    }

    private static void say(AttestationAnswer.Appraised appraised, Duration after) {
        System.out.println(Instant.now() + " " + appraised.verdict() + ", next in " + seconds(after) + " s");
        appraised.reasons().forEach(reason -> System.out.println("  " + reason.line()));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1_000.0);
    }
}
