package dev.touchstone.server.host;

import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.change.ChangeKind;
import dev.touchstone.server.problem.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** {@code labels}: labels granted to many hosts at once. */
@Component
class LabelChange implements ChangeKind<LabelChange.Grant> {

    private static final int MAX_HOSTS = 10_000;

    /**
     * Who gets and loses what.
     *
     * @param set labels to have, by key
     * @param remove keys to have no more
     */
    record Grant(List<UUID> hosts, Map<String, String> set, List<String> remove) {

        Map<String, String> applied(Map<String, String> labels) {
            Map<String, String> after = new HashMap<>(labels);
            remove.forEach(after::remove);
            after.putAll(set);
            return after;
        }
    }

    private final HostLabels labels;
    private final AuditLog audit;

    LabelChange(HostLabels labels, AuditLog audit) {
        this.labels = labels;
        this.audit = audit;
    }

    @Override
    public String name() {
        return "labels";
    }

    @Override
    public Class<Grant> payload() {
        return Grant.class;
    }

    @Override
    public Grant checked(Grant wanted) {
        List<UUID> hosts = List.copyOf(new TreeSet<>(wanted.hosts()));
        if (hosts.isEmpty() || hosts.size() > MAX_HOSTS) {
            throw new Refusal(422, "hosts-invalid", "1 to " + MAX_HOSTS + " hosts are relabelled at once.");
        }
        if (labels.find(hosts).size() != hosts.size()) {
            throw new Refusal(422, "host-unknown", "Not all of these are hosts in service.");
        }
        Grant grant = new Grant(hosts, wanted.set(), List.copyOf(new TreeSet<>(wanted.remove())));
        after(grant).values().forEach(HostNames::requireLabels);
        return grant;
    }

    @Override
    public String subject(Grant wanted) {
        return wanted.hosts().size() + " hosts from " + wanted.hosts().getFirst();
    }

    @Override
    public Map<String, Map<String, String>> before(Grant wanted) {
        Map<String, Map<String, String>> before = new TreeMap<>();
        labels.find(wanted.hosts()).forEach(h -> before.put(h.id().toString(), h.labels()));
        return before;
    }

    @Override
    public Map<String, Map<String, String>> after(Grant wanted) {
        Map<String, Map<String, String>> after = before(wanted);
        after.replaceAll((_, had) -> wanted.applied(had));
        return after;
    }

    @Override
    public void requirePossible(Grant wanted) {
        labels.requireNoConflict(after(wanted).values());
    }

    @Override
    public void apply(Grant wanted, Approved approved) {
        Map<String, Map<String, String>> before = before(wanted);
        Map<HostRecord, Map<String, String>> granted = new HashMap<>();
        labels.lock(wanted.hosts()).forEach(h -> granted.put(h, wanted.applied(h.labels())));
        labels.grant(granted, "relabelled by change " + approved.change());
        audit.record(approved.by(), "host.label", "change/" + approved.change(), before, before(wanted));
    }
}
