package dev.touchstone.server.enrollment;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.host.HostNames;
import dev.touchstone.server.host.Hosts;
import dev.touchstone.server.host.NewHost;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.trust.EndorsementTrust;
import dev.touchstone.tpm.Credential;
import dev.touchstone.tpm.MakeCredential;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * The first half of enrolment: keys fit for their roles, an EK someone vouches for, and a secret sealed so that only
 * the TPM that holds both keys can give it back (TPM 2.0 Library, Part 1, §24). Nothing but the pending row is kept.
 */
@Service
class Enrollments {

    private static final int SECRET = 32;

    private final EndorsementTrust trust;
    private final Inventory inventory;
    private final EnrollmentTokens tokens;
    private final Hosts hosts;
    private final PendingEnrollments pending;
    private final EnrollmentProperties settings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Enrollments(
            EndorsementTrust trust,
            Inventory inventory,
            EnrollmentTokens tokens,
            Hosts hosts,
            PendingEnrollments pending,
            EnrollmentProperties settings,
            Clock clock) {
        this.trust = trust;
        this.inventory = inventory;
        this.tokens = tokens;
        this.hosts = hosts;
        this.pending = pending;
        this.settings = settings;
        this.clock = clock;
    }

    EnrollmentController.Answer begin(EnrollmentRequest request, String source) {
        HostNames.requireName(request.host());
        Map<String, String> labels = HostNames.requireLabels(request.labels() == null ? Map.of() : request.labels());
        EnrollmentKeys keys = EnrollmentKeys.require(request);
        Optional<UUID> token = Optional.ofNullable(request.token())
                .map(t -> tokens.require(t, source).id());
        EkIdentity identity = identify(request, keys);
        requireFreeAk(keys);
        Instant now = clock.instant();
        requireRoom(source, now);
        byte[] secret = new byte[SECRET];
        random.nextBytes(secret);
        PendingEnrollment enrollment = new PendingEnrollment(
                UUID.randomUUID(),
                now,
                now.plus(settings.lifetime()),
                source,
                stored(request, keys, identity),
                identity,
                request.host(),
                labels,
                token,
                HashAlgorithm.SHA256.hash(Bytes.of(secret)),
                false);
        Credential credential = MakeCredential.seal(keys.ek(), keys.ak().name(), Bytes.of(secret), random);
        pending.add(enrollment);
        return new EnrollmentController.Answer(
                enrollment.id(),
                enrollment.expiresAt(),
                new EnrollmentController.SealedCredential(credential.blob(), credential.secret()));
    }

    private EkIdentity identify(EnrollmentRequest request, EnrollmentKeys keys) {
        List<Bytes> certificates =
                Optional.ofNullable(request.ek().certificates()).orElse(List.of());
        boolean pinned = inventory.find(keys.ek().subjectPublicKeyInfoSha256()).isPresent();
        return EkIdentity.require(
                trust.appraise(keys.ek().subjectPublicKeyInfo(), certificates, clock.instant()), pinned);
    }

    /** Told early to spare a round trip; what decides is the same check at activation. */
    private void requireFreeAk(EnrollmentKeys keys) {
        Optional<UUID> owner = hosts.ownerOfAk(keys.ak().name().bytes());
        boolean own = owner.flatMap(hosts::find)
                .map(h -> h.ekName().equals(keys.ek().name().bytes())
                        && h.akName().equals(keys.ak().name().bytes()))
                .orElse(false);
        if (owner.isPresent() && !own) {
            throw new Refusal(422, "ak-taken", "This attestation key is, or was, in use already.");
        }
    }

    private void requireRoom(String source, Instant now) {
        pending.sweep(now);
        PendingEnrollments.Load load = pending.load(source, now);
        if (load.all() >= settings.maxPending() || load.ofSource() >= settings.maxPendingPerSource()) {
            throw new Refusal(
                    429,
                    "enrollments-pending",
                    "Too many enrolments are under way; try again later.",
                    List.of(),
                    Duration.ofMinutes(1));
        }
    }

    private static NewHost.Keys stored(EnrollmentRequest request, EnrollmentKeys keys, EkIdentity identity) {
        return new NewHost.Keys(
                keys.ek().name().bytes(),
                request.ek().publicArea(),
                keys.ek().subjectPublicKeyInfoSha256(),
                identity.certificate(),
                keys.ak().name().bytes(),
                request.ak().publicArea());
    }
}
