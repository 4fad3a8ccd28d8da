package dev.touchstone.server.access;

import dev.touchstone.server.problem.Refusal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Checks and makes passwords, with Argon2id (RFC 9106). Each check takes memory and time by intent, so only a few run
 * at once, and a source that fails has few to spend.
 *
 * <p>Whether a name is unknown, locked, disabled or has another password, the answer and the work are the same.
 */
@Component
class Passwords {

    private static final RateLimitProperties FAILURES_BY_SOURCE = new RateLimitProperties(1, 30, 50_000);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Argon2PasswordEncoder argon2 = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    private final String nobodys = argon2.encode(random());
    private final Semaphore running = new Semaphore(Runtime.getRuntime().availableProcessors());
    private final SourceRate rate = new SourceRate(FAILURES_BY_SOURCE);
    private final People people;
    private final Clock clock;

    Passwords(People people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    /**
     * The person with this name and password.
     *
     * @throws Refusal 429 if this source has failed too often, or too many checks run
     */
    Optional<Person> check(BasicCredentials given, SourceAddress source) {
        rate.spend(source).ifPresent(wait -> {
            throw Refusal.rateLimited(wait);
        });
        Optional<String> hash = people.attempt(given.name(), clock.instant());
        boolean matches = bounded(() -> argon2.matches(given.password(), hash.orElse(nobodys)));
        if (hash.isEmpty() || !matches) {
            return Optional.empty();
        }
        rate.giveBack(source);
        return people.signedIn(given.name(), clock.instant());
    }

    String hash(String password) {
        return bounded(() -> argon2.encode(password));
    }

    /** A password nobody chose, with 144 bits. */
    static String random() {
        byte[] secret = new byte[18];
        RANDOM.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    private <T> T bounded(Supplier<T> work) {
        try {
            if (!running.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return work.get();
        } finally {
            running.release();
        }
    }

    private static Refusal busy() {
        return new Refusal(
                429, "rate-limited", "Too many passwords are being checked.", List.of(), Duration.ofSeconds(1));
    }
}
