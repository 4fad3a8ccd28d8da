package dev.touchstone.agent.command;

import dev.touchstone.agent.config.AgentState;
import dev.touchstone.agent.config.Enrolment;
import dev.touchstone.agent.config.LastVerdict;
import dev.touchstone.agent.config.StateException;
import dev.touchstone.agent.evidence.Evidence;
import dev.touchstone.agent.evidence.EvidenceCollector;
import dev.touchstone.agent.evidence.EvidenceException;
import dev.touchstone.agent.tpm.AttestationKey;
import dev.touchstone.agent.tpm.KeyBlobs;
import dev.touchstone.agent.tpm.TpmDevice;
import dev.touchstone.agent.tpm.TpmDeviceException;
import dev.touchstone.agent.transport.AttestationAnswer;
import dev.touchstone.agent.transport.AttestationRequest;
import dev.touchstone.agent.transport.Challenge;
import dev.touchstone.agent.transport.ExchangeException;
import dev.touchstone.agent.transport.TouchstoneClient;
import java.time.InstantSource;
import java.util.Optional;

/** Challenge, quote, logs, verdict. The challenge for the next time comes with the verdict and is kept for it. */
final class AttestationCycle {

    /** A challenge in hand may have expired; one just asked for has not. */
    private static final int CHALLENGES = 2;

    private final CommonOptions options;
    private final AgentState state;
    private final Enrolment enrolment;
    private final TouchstoneClient client;
    private final InstantSource clock;
    private Optional<Challenge> held = Optional.empty();
    private Evidence.Extent extent = Evidence.Extent.NEW;

    AttestationCycle(
            CommonOptions options,
            AgentState state,
            Enrolment enrolment,
            TouchstoneClient client,
            InstantSource clock) {
        this.options = options;
        this.state = state;
        this.enrolment = enrolment;
        this.client = client;
        this.clock = clock;
    }

    /** Attests once. */
    AttestationAnswer.Appraised attest()
            throws StateException, TpmDeviceException, EvidenceException, ExchangeException, InterruptedException {
        String spent = "";
        for (int attempt = 0; attempt < CHALLENGES; attempt++) {
            Challenge challenge = challenge();
            Evidence evidence = collect(challenge);
            switch (send(challenge, evidence)) {
                case AttestationAnswer.Appraised appraised -> {
                    held = appraised.next();
                    // What the server keeps of a list need not be at fault, but sending all of it rules that out.
                    extent = appraised.rejected() ? Evidence.Extent.WHOLE_IMA : Evidence.Extent.NEW;
                    remember(appraised);
                    return appraised;
                }
                case AttestationAnswer.ChallengeSpent answer -> {
                    held = Optional.empty();
                    spent = answer.detail();
                }
                case AttestationAnswer.LogContentNeeded _ -> {
                    held = Optional.empty();
                    spent = "log-content-needed, though it was sent";
                }
                case AttestationAnswer.ImaListTooLarge _ -> {
                    held = Optional.empty();
                    spent = "ima-list-too-large, though none was sent";
                }
            }
        }
        throw ExchangeException.challengeRefused("the server takes none of its own challenges: " + spent);
    }

    /** What {@link #attest} would send first. */
    AttestationRequest preview()
            throws StateException, TpmDeviceException, EvidenceException, ExchangeException, InterruptedException {
        Challenge challenge = challenge();
        Evidence evidence = collect(challenge);
        return request(challenge, evidence, extent);
    }

    private Challenge challenge() throws StateException, TpmDeviceException, ExchangeException, InterruptedException {
        if (held.isEmpty()) {
            try (TpmDevice tpm = options.openTpm()) {
                held = Optional.of(client.challenge(enrolment.hostId(), tpm.banks()));
            }
        }
        return held.get();
    }

    /** The TPM is opened for this alone, so that it is free for others between two attestations. */
    private Evidence collect(Challenge challenge)
            throws StateException, TpmDeviceException, EvidenceException, InterruptedException {
        KeyBlobs blobs = state.attestationKey()
                .orElseThrow(() -> new StateException(
                        "the attestation key is gone from " + state + ": run 'touchstone-agent enroll' again"));
        try (TpmDevice tpm = options.openTpm();
                AttestationKey key = tpm.load(enrolment.ek(), blobs)) {
            return new EvidenceCollector(tpm, options.logPaths())
                    .collect(key, challenge.nonce(), challenge.selection());
        }
    }

    /** Logs the server holds go by name or not at all, and once more whole if it turns out not to hold them. */
    private AttestationAnswer send(Challenge challenge, Evidence evidence)
            throws ExchangeException, InterruptedException {
        Evidence.Extent sent = extent;
        AttestationAnswer answer = client.attest(request(challenge, evidence, sent));
        if (answer instanceof AttestationAnswer.LogContentNeeded && evidence.shortened(challenge, sent)) {
            sent = Evidence.Extent.WHOLE;
            answer = client.attest(request(challenge, evidence, sent));
        }
        return answer instanceof AttestationAnswer.ImaListTooLarge(String why)
                ? client.attest(request(challenge, evidence.withoutIma(why), sent))
                : answer;
    }

    private AttestationRequest request(Challenge challenge, Evidence evidence, Evidence.Extent sent) {
        return evidence.request(enrolment.hostId(), challenge, sent, HostFacts.all());
    }

    private void remember(AttestationAnswer.Appraised appraised) throws StateException {
        state.lastVerdict(new LastVerdict(
                appraised.verdict(),
                appraised.reasons().stream().map(AttestationAnswer.Reason::line).toList(),
                clock.instant(),
                appraised.validUntil().orElse(null)));
    }
}
