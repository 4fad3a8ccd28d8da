package dev.touchstone.server.enrollment;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.host.GrantSource;
import dev.touchstone.server.host.HostEnrolment;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.NewHost;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The second half of enrolment: the secret came back, so both keys are in one TPM. All of it or nothing. */
@Service
class Activation {

    private final PendingEnrollments pending;
    private final Inventory inventory;
    private final EnrollmentTokens tokens;
    private final HostEnrolment enrolment;
    private final AuditLog audit;
    private final Clock clock;

    Activation(
            PendingEnrollments pending,
            Inventory inventory,
            EnrollmentTokens tokens,
            HostEnrolment enrolment,
            AuditLog audit,
            Clock clock) {
        this.pending = pending;
        this.inventory = inventory;
        this.tokens = tokens;
        this.enrolment = enrolment;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public HostRecord activate(UUID id, Bytes secret) {
        Instant now = clock.instant();
        PendingEnrollment enrollment =
                pending.lock(id).orElseThrow(() -> Refusal.notFound("There is no such enrolment."));
        requireProof(enrollment, secret, now);
        Optional<NewHost.Grant> grant = grant(enrollment);
        HostRecord host = enrolment.enrol(
                new NewHost(
                        enrollment.claimedName(),
                        enrollment.claimedLabels(),
                        enrollment.keys(),
                        enrollment.identity().identity(),
                        enrollment.identity().detail(),
                        grant),
                now);
        pending.markUsed(id, now);
        audit.record("tpm:" + host.ekName(), "host.enrol", "host/" + host.id(), null, told(host, enrollment));
        return host;
    }

    private static void requireProof(PendingEnrollment enrollment, Bytes secret, Instant now) {
        if (enrollment.used()) {
            throw new Refusal(409, "enrollment-used", "This enrolment is completed already.");
        }
        if (!now.isBefore(enrollment.expiresAt())) {
            throw new Refusal(410, "enrollment-expired", "This enrolment took too long; begin another.");
        }
        if (!HashAlgorithm.SHA256.hash(secret).equalsConstantTime(enrollment.secretSha256())) {
            throw new Refusal(403, "activation-secret-wrong", "This is not what the credential holds.");
        }
    }

    /** A pin speaks for the key itself and goes first; a token never admits an EK that no certificate vouches for. */
    private Optional<NewHost.Grant> grant(PendingEnrollment enrollment) {
        Optional<NewHost.Grant> pin = inventory
                .find(enrollment.keys().ekSpkiSha256())
                .map(p -> new NewHost.Grant(GrantSource.PIN, Optional.of(p.hostName()), p.labels()));
        return pin.isPresent() ? pin : enrollment.token().flatMap(id -> byToken(id, enrollment));
    }

    private Optional<NewHost.Grant> byToken(UUID id, PendingEnrollment enrollment) {
        tokens.take(id);
        if (enrollment.identity().certificate().isEmpty()) {
            return Optional.empty();
        }
        return tokens.find(id)
                .map(token -> new NewHost.Grant(
                        GrantSource.TOKEN,
                        Optional.of(enrollment.claimedName()).filter(token::allowsName),
                        token.labels()));
    }

    private static Map<String, Object> told(HostRecord host, PendingEnrollment enrollment) {
        return Map.of(
                "name", host.displayName(),
                "state", host.state().name(),
                "identity", host.identity(),
                "ak", host.akName().toHex(),
                "source", enrollment.source());
    }
}
