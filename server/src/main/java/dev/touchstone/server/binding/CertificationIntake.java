package dev.touchstone.server.binding;

import dev.touchstone.bytes.MalformedException;
import dev.touchstone.quote.Certification;
import dev.touchstone.quote.CertificationOutcome;
import dev.touchstone.quote.CertificationVerifier;
import dev.touchstone.quote.CertifiedKey;
import dev.touchstone.server.attestation.RejectedSubmissions;
import dev.touchstone.server.challenge.Challenge;
import dev.touchstone.server.challenge.Challenges;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.Hosts;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.tpm.AttestationKey;
import dev.touchstone.tpm.TpmName;
import dev.touchstone.tpm.TpmPublic;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * Takes a certified key in: whose is it, is it fresh, did the host's AK certify it. As with evidence, nothing a
 * stranger sends is stored or held against the host it names.
 */
@Service
class CertificationIntake {

    private final Hosts hosts;
    private final Challenges challenges;
    private final CertifiedKeys keys;
    private final RejectedSubmissions rejected;
    private final Clock clock;

    CertificationIntake(
            Hosts hosts, Challenges challenges, CertifiedKeys keys, RejectedSubmissions rejected, Clock clock) {
        this.hosts = hosts;
        this.challenges = challenges;
        this.keys = keys;
        this.rejected = rejected;
        this.clock = clock;
    }

    /** A key taken in, and the name its host was granted. */
    record Taken(ClientKey key, Optional<String> hostName) {}

    Taken submit(UUID id, CertificationRequest request, String source) {
        HostRecord host =
                hosts.find(id).orElseThrow(() -> new Refusal(404, "host-unknown", "There is no such host; enrol it."));
        AdmittedHost.require(host);
        try {
            Challenge challenge =
                    challenges.check(request.challenge(), host, clock.instant()).require();
            CertifiedKey certified = verify(request, host, challenge);
            return new Taken(keys.register(host, certified, challenge), host.name());
        } catch (Refusal refusal) {
            throw rejected.recorded(refusal, host.id(), source);
        }
    }

    private static CertifiedKey verify(CertificationRequest request, HostRecord host, Challenge challenge) {
        Certification sent = new Certification(
                key(request),
                request.certification().attest(),
                request.certification().signature());
        return switch (CertificationVerifier.verify(sent, ak(host), ek(host), challenge.nonce())) {
            case CertificationOutcome.Certified(CertifiedKey key) -> key;
            case CertificationOutcome.Refused refused -> throw refusal(refused);
        };
    }

    private static TpmPublic key(CertificationRequest request) {
        try {
            return TpmPublic.parse(request.key());
        } catch (MalformedException e) {
            throw new Refusal(
                    400, "tpm-structure-malformed", "key, at byte " + e.offset() + ": " + e.getMessage() + ".");
        }
    }

    private static AttestationKey ak(HostRecord host) {
        try {
            return AttestationKey.of(TpmPublic.parse(host.akPublic()));
        } catch (MalformedException e) {
            throw new IllegalStateException("the AK of host " + host.id() + " does not read", e);
        }
    }

    private static TpmName ek(HostRecord host) {
        try {
            return TpmName.parse(host.ekName());
        } catch (MalformedException e) {
            throw new IllegalStateException("the EK Name of host " + host.id() + " does not read", e);
        }
    }

    private static Refusal refusal(CertificationOutcome.Refused refused) {
        List<Refusal.Reason> errors = refused.defects().stream()
                .map(d -> new Refusal.Reason(d.code(), d.summary(), d.expected(), d.actual()))
                .toList();
        return refused.authentic()
                ? new Refusal(422, "client-key-unfit", "The key is not one that signs and stays in its TPM.", errors)
                : new Refusal(
                        403,
                        "certification-not-authentic",
                        "The certification is not this host's answer to the challenge.",
                        errors);
    }
}
