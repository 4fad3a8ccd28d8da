package dev.touchstone.server.host;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What operators decide about hosts. Each decision is audited in its own transaction. */
@Service
public class HostDecisions {

    private final JdbcClient jdbc;
    private final Hosts hosts;
    private final HostGrants grants;
    private final HostLabels labelling;
    private final SelectedSets sets;
    private final VerdictTransitions transitions;
    private final AuditLog audit;
    private final Clock clock;

    HostDecisions(
            JdbcClient jdbc,
            Hosts hosts,
            HostGrants grants,
            HostLabels labelling,
            SelectedSets sets,
            VerdictTransitions transitions,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.hosts = hosts;
        this.grants = grants;
        this.labelling = labelling;
        this.sets = sets;
        this.transitions = transitions;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Admits a waiting host. Its verdict starts anew: what it proved before was judged without the labels it has now,
     * and a rollback is hereby accepted. What it was granted before it keeps, unless told otherwise: nobody loses a
     * label, and with it a stricter set, by waiting.
     *
     * @param name the name granted; if empty the one granted before, or else the claimed one
     * @param labels the labels granted; if empty those granted before
     */
    @Transactional
    public HostRecord approve(UUID id, Optional<String> name, Optional<Map<String, String>> labels, String actor) {
        sets.lock();
        HostRecord host = hosts.lock(id).orElseThrow(() -> Refusal.notFound("There is no such host."));
        if (host.state() != HostState.AWAITING_APPROVAL) {
            throw new Refusal(409, "host-not-waiting", "The host is " + host.state() + ", it does not wait.");
        }
        grants.approve(host, name, labels);
        jdbc.sql("""
                update host set rolled_back = false, reset_count = null, restart_count = null, clock = null
                where id = ? and rolled_back""").param(id).update();
        moveTo(Verdict.PENDING, host, TransitionCause.APPROVAL, "approved by " + actor);
        return audited(actor, "host.approve", host);
    }

    /** Grants one host other labels; one person's act, where many at once are a change. */
    @Transactional
    public HostRecord relabel(UUID id, Map<String, String> labels, String actor) {
        sets.lock();
        HostRecord host = hosts.lock(id).orElseThrow(() -> Refusal.notFound("There is no such host."));
        if (host.state() == HostState.RETIRED) {
            throw new Refusal(409, "host-retired", "The host is retired.");
        }
        labelling.grant(Map.of(host, labels), "relabelled by " + actor);
        return audited(actor, "host.label", host);
    }

    /** Ends all trust in a host, at once and whatever it proves later. */
    @Transactional
    public HostRecord revoke(UUID id, String actor) {
        return leave(id, HostState.REVOKED, "host.revoke", actor);
    }

    /** Takes a host out of service; its name and its EK may be enrolled again. */
    @Transactional
    public HostRecord retire(UUID id, String actor) {
        return leave(id, HostState.RETIRED, "host.retire", actor);
    }

    private HostRecord leave(UUID id, HostState state, String action, String actor) {
        HostRecord host = hosts.lock(id).orElseThrow(() -> Refusal.notFound("There is no such host."));
        if (host.state() == HostState.RETIRED) {
            throw new Refusal(409, "host-retired", "The host is retired.");
        }
        jdbc.sql("update host set state = ?, waiting_for = null, version = version + 1 where id = ?")
                .params(state.name(), id)
                .update();
        TransitionCause cause = state == HostState.REVOKED ? TransitionCause.REVOCATION : TransitionCause.RETIREMENT;
        moveTo(Verdict.PENDING, host, cause, action + " by " + actor);
        return audited(actor, action, host);
    }

    private void moveTo(Verdict verdict, HostRecord host, TransitionCause cause, String detail) {
        if (host.verdict() == verdict) {
            return;
        }
        Instant now = clock.instant();
        jdbc.sql("update host set verdict = ?, verdict_since = ? where id = ?")
                .params(verdict.name(), now.atOffset(ZoneOffset.UTC), host.id())
                .update();
        transitions.record(host.id(), host.verdict(), verdict, cause, null, detail, now);
    }

    private HostRecord audited(String actor, String action, HostRecord before) {
        HostRecord after = hosts.find(before.id()).orElseThrow();
        audit.record(actor, action, "host/" + before.id(), decisive(before), decisive(after));
        return after;
    }

    private static Map<String, Object> decisive(HostRecord host) {
        return Map.of(
                "name", host.displayName(),
                "labels", host.labels(),
                "state", host.state().name(),
                "verdict", host.verdict().name());
    }
}
