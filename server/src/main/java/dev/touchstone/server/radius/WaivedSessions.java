package dev.touchstone.server.radius;

import dev.touchstone.server.admission.Admission;
import dev.touchstone.server.admission.Admissions;
import dev.touchstone.server.admission.Consumer;
import dev.touchstone.server.admission.Decision;
import dev.touchstone.server.admission.Subject;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks after sessions that only a waiver let in: its end, or another drift, changes no verdict. They are few, and
 * asked after again and again, so that nothing needs to be told.
 */
@Component
class WaivedSessions {

    private final Sessions sessions;
    private final Orders orders;
    private final Admissions admissions;

    WaivedSessions(Sessions sessions, Orders orders, Admissions admissions) {
        this.sessions = sessions;
        this.orders = orders;
        this.admissions = admissions;
    }

    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void review() {
        for (Session session : sessions.waived()) {
            Admission now = admissions.decide(new Subject.HostId(session.host()), Consumer.DEFAULT);
            // An outage of ours is no reason to end anything.
            if (now.current() && now.decision() != Decision.ALLOW) {
                orders.order(session.id(), "waiver ended");
            }
        }
    }
}
