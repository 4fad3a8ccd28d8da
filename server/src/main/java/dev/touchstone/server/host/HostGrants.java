package dev.touchstone.server.host;

import dev.touchstone.server.problem.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Admits waiting hosts: gives name and labels, and makes them active. Names are unique among hosts not retired. */
@Component
class HostGrants {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Hosts hosts;
    private final SelectedSets sets;

    HostGrants(JdbcClient jdbc, JsonMapper json, Hosts hosts, SelectedSets sets) {
        this.jdbc = jdbc;
        this.json = json;
        this.hosts = hosts;
        this.sets = sets;
    }

    /**
     * Admits a host by pin or token, if it waits and was not found to have gone back in time. A name already in use
     * leaves it waiting, as a replacement somebody must decide on; labels that select sets at odds leave it waiting
     * too.
     */
    void admit(UUID id, NewHost.Grant grant) {
        HostRecord host = hosts.lock(id).orElseThrow();
        if (host.state() != HostState.AWAITING_APPROVAL || host.rolledBack()) {
            return;
        }
        Optional<String> name = grant.name();
        if (name.filter(n -> isTaken(n, id)).isPresent()) {
            jdbc.sql("update host set waiting_for = 'name-taken' where id = ?")
                    .param(id)
                    .update();
        } else if (name.isPresent() && sets.agreeOn(grant.labels())) {
            String source = grant.source().word();
            activate(id, name.get(), source, grant.labels(), source);
        }
    }

    /** Admits a waiting host by an operator's word; what that leaves open stays as it was granted. */
    void approve(HostRecord host, Optional<String> name, Optional<Map<String, String>> labels) {
        String granted = name.or(host::name).orElse(host.claimedName());
        if (isTaken(granted, host.id())) {
            throw new Refusal(409, "host-name-taken", "Another host is called " + granted + "; retire it first.");
        }
        sets.requireNoConflict(labels.orElse(host.labels()));
        String operator = GrantSource.OPERATOR.word();
        activate(
                host.id(),
                granted,
                host.nameSource().filter(_ -> name.isEmpty()).orElse(operator),
                labels.orElse(host.labels()),
                host.labelsSource().filter(_ -> labels.isEmpty()).orElse(operator));
    }

    /** Holds the name until the caller's transaction ends: of two who want it at once, the second finds it taken. */
    private boolean isTaken(String name, UUID id) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("host-name:" + name)
                .query((_, _) -> true)
                .single();
        return hosts.findByName(name).filter(other -> !other.id().equals(id)).isPresent();
    }

    private void activate(UUID id, String name, String nameSource, Map<String, String> labels, String labelsSource) {
        jdbc.sql("""
                update host set name = :name, name_source = :nameSource, labels = :labels::jsonb,
                    labels_source = :labelsSource, state = 'ACTIVE', waiting_for = null, version = version + 1
                where id = :id""")
                .param("name", name)
                .param("nameSource", nameSource)
                .param("labels", json.writeValueAsString(labels))
                .param("labelsSource", labelsSource)
                .param("id", id)
                .update();
    }
}
