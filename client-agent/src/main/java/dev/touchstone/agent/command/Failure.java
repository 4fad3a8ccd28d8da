package dev.touchstone.agent.command;

import dev.touchstone.agent.config.StateException;
import dev.touchstone.agent.evidence.EvidenceException;
import dev.touchstone.agent.show.UnreadableLogException;
import dev.touchstone.agent.tpm.TpmDeviceException;
import dev.touchstone.agent.transport.ExchangeException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Why a command did not get done.
 *
 * @param message for a person
 * @param exitCode for a shell
 * @param again whether the same may work later without anyone's help
 * @param retryAfter how long the server asks us to stay away
 */
record Failure(String message, int exitCode, boolean again, Optional<Duration> retryAfter) {

    /** What a command threw; empty if it is a defect of ours. */
    static Optional<Failure> of(Exception e) {
        return switch (e) {
            case ExchangeException exchange -> Optional.of(exchange(exchange));
            case TpmDeviceException tpm -> Optional.of(tpm(tpm));
            case EvidenceException evidence ->
                Optional.of(evidence.temporary() ? temporary(evidence) : new Failure(text(evidence), 1, true, none()));
            case UnreadableLogException log -> Optional.of(lasting(log));
            case StateException state -> Optional.of(lasting(state));
            case IOException io -> Optional.of(lasting(io));
            default -> Optional.empty();
        };
    }

    private static Failure exchange(ExchangeException e) {
        return switch (e) {
            case ExchangeException.Unreachable _ -> new Failure(text(e), ExitCode.NETWORK, true, none());
            case ExchangeException.Busy busy -> new Failure(text(e), ExitCode.TEMPORARY, true, busy.retryAfter());
            // The daemon keeps asking: an operator may yet approve, or bring back, this host.
            case ExchangeException.Refused refused -> new Failure(text(e), refusal(refused.status()), true, none());
            case ExchangeException.Incomprehensible _ -> new Failure(text(e), ExitCode.LOCAL, true, none());
        };
    }

    private static int refusal(int status) {
        return status == 401 || status == 403 || status == 422 ? ExitCode.REFUSED : ExitCode.LOCAL;
    }

    private static Failure tpm(TpmDeviceException e) {
        return switch (e.kind()) {
            case TEMPORARY -> temporary(e);
            case UNAVAILABLE, REFUSED -> new Failure(text(e), ExitCode.LOCAL, true, none());
            case KEY_LOST ->
                new Failure(
                        text(e) + ". The TPM was cleared or replaced since this host enrolled:"
                                + " run 'touchstone-agent enroll' again",
                        ExitCode.LOCAL,
                        false,
                        none());
        };
    }

    private static Failure temporary(Exception e) {
        return new Failure(text(e), ExitCode.TEMPORARY, true, none());
    }

    private static Failure lasting(Exception e) {
        return new Failure(text(e), ExitCode.LOCAL, false, none());
    }

    private static String text(Exception e) {
        return String.valueOf(e.getMessage());
    }

    private static Optional<Duration> none() {
        return Optional.empty();
    }
}
