package dev.touchstone.server.dashboard.admission;

import dev.touchstone.server.admission.Admission;
import dev.touchstone.server.admission.Admissions;
import dev.touchstone.server.admission.Consumer;
import dev.touchstone.server.admission.Consumers;
import dev.touchstone.server.admission.RecentDecisions;
import dev.touchstone.server.admission.Subject;
import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.host.HostNames;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who asks for decisions and on what terms, the latest of them, and what each would be told of a host now. */
@Controller
class AdmissionPage {

    private static final int RECENT = 50;

    private final Consumers consumers;
    private final Admissions admissions;
    private final RecentDecisions recent;
    private final Clock clock;

    AdmissionPage(Consumers consumers, Admissions admissions, RecentDecisions recent, Clock clock) {
        this.consumers = consumers;
        this.admissions = admissions;
        this.recent = recent;
        this.clock = clock;
    }

    @GetMapping("/admission")
    String show(@RequestParam(defaultValue = "") String host, Model model) {
        Instant now = clock.instant();
        List<Consumer> all = consumers.all();
        model.addAttribute("consumers", all.stream().map(ConsumerRow::of).toList());
        model.addAttribute("asked", Visible.text(host.strip()));
        model.addAttribute("answers", host.isBlank() ? List.of() : answers(subject(host.strip()), all, now));
        model.addAttribute(
                "recent",
                recent.latest(RECENT).stream().map(a -> DecisionRow.of(a, now)).toList());
        return "admission";
    }

    private List<DecisionRow> answers(Subject subject, List<Consumer> all, Instant now) {
        return all.stream()
                .map(consumer -> {
                    Admission admission = admissions.foresee(subject, consumer);
                    return DecisionRow.of(new RecentDecisions.Asked(now, subject, consumer.name(), admission), now);
                })
                .toList();
    }

    private static Subject subject(String host) {
        try {
            return new Subject.HostId(UUID.fromString(host));
        } catch (IllegalArgumentException _) {
            return new Subject.HostName(HostNames.requireName(host));
        }
    }
}
