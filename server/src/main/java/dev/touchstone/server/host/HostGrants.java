package dev.touchstone.server.host;

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

    HostGrants(JdbcClient jdbc, JsonMapper json, Hosts hosts) {
        this.jdbc = jdbc;
        this.json = json;
        this.hosts = hosts;
    }

    /**
     * Admits a host by pin or token, if it waits and was not found to have gone back in time. A name already in use
     * leaves it waiting, as a replacement somebody must decide on.
     */
    void admit(UUID id, NewHost.Grant grant) {
        HostRecord host = hosts.lock(id).orElseThrow();
        if (host.state() != HostState.AWAITING_APPROVAL || host.rolledBack()) {
            return;
        }
        Optional<String> name = grant.name();
        boolean taken = name.isPresent()
                && hosts.findByName(name.get()).filter(h -> !h.id().equals(id)).isPresent();
        if (taken) {
            jdbc.sql("update host set waiting_for = 'name-taken' where id = ?")
                    .param(id)
                    .update();
        } else if (name.isPresent()) {
            activate(id, name.get(), grant.labels(), grant.source());
        }
    }

    void activate(UUID id, String name, Map<String, String> labels, GrantSource source) {
        jdbc.sql("""
                update host set name = :name, name_source = :source, labels = :labels::jsonb, labels_source = :source,
                    state = 'ACTIVE', waiting_for = null, version = version + 1
                where id = :id""")
                .param("name", name)
                .param("source", source.word())
                .param("labels", json.writeValueAsString(labels))
                .param("id", id)
                .update();
    }
}
