package dev.touchstone.server.reference;

import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.change.ChangeKind;
import dev.touchstone.server.host.HostNames;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.reference.Coverages.Coverage;
import java.util.List;
import java.util.TreeSet;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** {@code coverage}: the components required of the hosts a selector selects; with none, the rule goes. */
@Component
class CoverageChange implements ChangeKind<Coverage> {

    private static final int MAX_COMPONENT = 999;

    private final Coverages coverages;
    private final ApplicationEventPublisher events;
    private final AuditLog audit;

    CoverageChange(Coverages coverages, ApplicationEventPublisher events, AuditLog audit) {
        this.coverages = coverages;
        this.events = events;
        this.audit = audit;
    }

    @Override
    public String name() {
        return "coverage";
    }

    @Override
    public Class<Coverage> payload() {
        return Coverage.class;
    }

    @Override
    public Coverage checked(Coverage wanted) {
        List<Integer> components = List.copyOf(new TreeSet<>(wanted.components()));
        if (!VersionDrafts.isName(wanted.name()) || components.stream().anyMatch(n -> n < 0 || n > MAX_COMPONENT)) {
            throw new Refusal(
                    422, "coverage-invalid", "A lower-case name, and components numbered 0 to " + MAX_COMPONENT + ".");
        }
        return new Coverage(wanted.name(), HostNames.requireLabels(wanted.selector()), components);
    }

    @Override
    public String subject(Coverage wanted) {
        return wanted.name();
    }

    @Override
    public Object before(Coverage wanted) {
        return coverages.find(wanted.name()).stream().toList();
    }

    @Override
    public void apply(Coverage wanted, Approved approved) {
        Object before = before(wanted);
        if (wanted.components().isEmpty()) {
            coverages.remove(wanted.name());
        } else {
            coverages.put(wanted, approved.change());
        }
        events.publishEvent(new GoldenChanged("coverage " + wanted.name(), approved.by()));
        audit.record(approved.by(), "coverage.set", "coverage/" + wanted.name(), before, before(wanted));
    }
}
