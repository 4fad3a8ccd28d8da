package dev.touchstone.server.admission.opa;

import dev.touchstone.server.admission.Admission;
import dev.touchstone.server.admission.Admissions;
import dev.touchstone.server.admission.Consumer;
import dev.touchstone.server.admission.Decision;
import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.problem.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes bundles: for each consumer one a second at most, shared by all who ask meanwhile. */
@Component
class OpaBundles {

    /** An agent that polls more often than this has no older decisions than it says. */
    static final Duration VALID = Duration.ofSeconds(60);

    /** Within such a step only what is decided makes another bundle. */
    private static final Duration STEP = Duration.ofSeconds(10);

    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);
    private static final int CONSUMERS = 16;
    private static final String ROOT = "touchstone";

    private final Admissions admissions;
    private final JsonMapper json;
    private final Clock clock;
    private final byte[] policy = policy();
    private final Map<Consumer, Made> made = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Consumer, Made> eldest) {
            return size() > CONSUMERS;
        }
    };

    private record Made(OpaBundle bundle, long nanos) {

        boolean isFresh(long now) {
            return now - nanos < AT_MOST_EVERY.toNanos();
        }
    }

    /** {@code data.touchstone.fleet}. */
    record Fleet(
            String consumer,
            Consumer.Mode mode,
            Decision outage,
            Instant generatedAt,
            Instant validUntil,
            SortedMap<String, Host> hosts) {}

    /** What is decided of a host that is asked for by its id. */
    record Host(
            Decision decision,
            @Nullable Decision wouldBe,
            EffectiveVerdict verdict,
            @Nullable Instant holdsUntil) {

        static Host of(Admission admission, Admission.Host host) {
            return new Host(
                    admission.decision(),
                    admission.wouldBe().orElse(null),
                    host.verdict(),
                    admission.holdsUntil().orElse(null));
        }
    }

    OpaBundles(Admissions admissions, JsonMapper json, Clock clock) {
        this.admissions = admissions;
        this.json = json;
        this.clock = clock;
    }

    synchronized OpaBundle of(Consumer consumer) {
        long now = System.nanoTime();
        Made last = made.get(consumer);
        if (last != null && last.isFresh(now)) {
            return last.bundle();
        }
        OpaBundle bundle = make(consumer);
        made.put(consumer, new Made(bundle, now));
        return bundle;
    }

    private OpaBundle make(Consumer consumer) {
        Instant now = clock.instant();
        Instant step = Instant.ofEpochSecond(now.getEpochSecond() / STEP.toSeconds() * STEP.toSeconds());
        SortedMap<String, Host> hosts = new TreeMap<>();
        admissions.everyone(consumer).forEach(admission -> {
            if (!admission.current()) {
                throw outOfDate();
            }
            Optional<Admission.Host> host = admission.host();
            host.ifPresent(h -> hosts.put(h.id().toString(), Host.of(admission, h)));
        });
        Fleet fleet = new Fleet(consumer.name(), consumer.mode(), consumer.outage(), step, step.plus(VALID), hosts);
        return OpaBundle.of(json, ROOT, json.writeValueAsBytes(Map.of(ROOT, Map.of("fleet", fleet))), policy);
    }

    /** An agent keeps what it has, and its policy knows how old that is. */
    private static Refusal outOfDate() {
        return new Refusal(
                503,
                "state-not-current",
                "The server cannot assure that what it knows is current.",
                List.of(),
                Duration.ofSeconds(2));
    }

    private static byte[] policy() {
        try (InputStream file = OpaBundles.class.getResourceAsStream("/opa/admission.rego")) {
            return Objects.requireNonNull(file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
