package dev.touchstone.server.enrollment;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.host.HostNames;
import dev.touchstone.server.problem.Refusal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Issues enrolment tokens and checks the ones that come back. */
@Service
class EnrollmentTokens {

    private static final String PREFIX = "tse_";
    private static final int BYTES = 32;

    private final EnrollmentTokenRepository tokens;
    private final AuditLog audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    EnrollmentTokens(EnrollmentTokenRepository tokens, AuditLog audit, Clock clock) {
        this.tokens = tokens;
        this.audit = audit;
        this.clock = clock;
    }

    /** What a token shall allow. */
    record Order(
            Map<String, String> labels,
            int uses,
            Instant expiresAt,
            @Nullable String namePattern,
            @Nullable String cidr) {}

    /** What a token shall allow, if it makes sense. */
    static Order order(
            Map<String, String> labels,
            int uses,
            Instant expiresAt,
            @Nullable String namePattern,
            @Nullable String cidr) {
        if (namePattern != null) {
            NamePattern.of(namePattern);
        }
        if (cidr != null) {
            Cidr.of(cidr);
        }
        return new Order(HostNames.requireLabels(labels), uses, expiresAt, namePattern, cidr);
    }

    /** Makes a token. It is told once and never again. */
    @Transactional
    public String issue(Order order, String actor) {
        Instant now = clock.instant();
        if (order.uses() < 1 || !order.expiresAt().isAfter(now)) {
            throw new Refusal(400, "enrollment-token-invalid", "uses is at least 1, and expiresAt lies ahead.");
        }
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        EnrollmentToken stored =
                new EnrollmentToken(UUID.randomUUID(), digest(token).toArray(), order, now, actor);
        tokens.save(stored);
        audit.record(actor, "enrollment-token.create", "enrollment-token/" + stored.id(), null, order);
        return token;
    }

    /** The token, if it is good for a request from there; refused with one word whatever is wrong with it. */
    @Transactional(readOnly = true)
    public EnrollmentToken require(String token, String source) {
        return tokens.findByTokenSha256(digest(token).toArray())
                .filter(t -> t.isUsable(clock.instant()) && t.allowsSource(source))
                .orElseThrow(EnrollmentTokens::refused);
    }

    @Transactional(readOnly = true)
    public Optional<EnrollmentToken> find(UUID id) {
        return tokens.findById(id);
    }

    /** Uses one up, in the caller's transaction. */
    @Transactional
    public void take(UUID id) {
        if (tokens.take(id, clock.instant()) == 0) {
            throw refused();
        }
    }

    private static Refusal refused() {
        return new Refusal(401, "enrollment-token-refused", "The enrolment token is not valid here and now.");
    }

    private static Bytes digest(String token) {
        return HashAlgorithm.SHA256.hash(Bytes.ofUtf8(token));
    }
}
