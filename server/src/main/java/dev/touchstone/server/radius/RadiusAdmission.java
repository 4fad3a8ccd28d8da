package dev.touchstone.server.radius;

import dev.touchstone.server.admission.Admission;
import dev.touchstone.server.admission.Admissions;
import dev.touchstone.server.admission.Consumer;
import dev.touchstone.server.admission.Decision;
import dev.touchstone.server.admission.Subject;
import dev.touchstone.server.host.EffectiveVerdict;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks for the decision, words it for RADIUS, and remembers whom it let in. */
@Component
class RadiusAdmission {

    private final Admissions admissions;
    private final NasServers servers;
    private final Sessions sessions;
    private final RadiusProperties settings;
    private final Clock clock;

    RadiusAdmission(
            Admissions admissions, NasServers servers, Sessions sessions, RadiusProperties settings, Clock clock) {
        this.admissions = admissions;
        this.servers = servers;
        this.sessions = sessions;
        this.settings = settings;
        this.clock = clock;
    }

    AccessAnswer answer(AccessRequest request, Consumer consumer) {
        Admission admission = decide(request.subjects(), consumer);
        Instant now = clock.instant();
        AccessAnswer answer = AccessAnswer.of(admission, consumer, settings.timeout(admission, now));
        Optional<Session.Key> key = key(request, consumer);
        if (key.isEmpty()) {
            return answer;
        }
        if (!answer.accept() || !isByHost(admission)) {
            sessions.forget(key.get());
            return answer;
        }
        return sessions.begin(session(request, key.get(), admission, now, answer.timeout()))
                ? answer
                : AccessAnswer.reject("host-changed");
    }

    /** Of the first subject that is anybody's. */
    private Admission decide(List<Subject> subjects, Consumer consumer) {
        for (Subject subject : subjects.subList(0, subjects.size() - 1)) {
            Admission admission = admissions.decide(subject, consumer);
            if (admission.host().isPresent()) {
                return admission;
            }
        }
        return admissions.decide(subjects.getLast(), consumer);
    }

    /** Whether the host's own worth let it in: what is only monitored stays in whatever the host becomes. */
    private static boolean isByHost(Admission admission) {
        return admission.host().isPresent() && admission.wouldBe().isEmpty();
    }

    /** Only what a registered NAS holds can ever be ended. */
    private Optional<Session.Key> key(AccessRequest request, Consumer consumer) {
        return AccessRequest.present(request.nas())
                .flatMap(RadiusAdmission::address)
                .flatMap(servers::at)
                .map(nas -> new Session.Key(
                        consumer.name(), nas.name(), orEmpty(request.mac()), orEmpty(request.session())))
                .filter(Session.Key::isEnough);
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Session session(
            AccessRequest request, Session.Key key, Admission admission, Instant now, Duration timeout) {
        Admission.Host host = admission.host().orElseThrow();
        boolean allowed = admission.decision() == Decision.ALLOW;
        return new Session(
                UUID.randomUUID(),
                key,
                orEmpty(request.user()),
                host.id(),
                admission.decision().word(),
                host.verdict().name(),
                allowed && host.verdict() != EffectiveVerdict.TRUSTED,
                now,
                now.plus(timeout));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
