package dev.touchstone.server.reference;

import dev.touchstone.reference.ReferenceRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was accepted of single hosts for their host-unique components. */
@Component
public class HostValues {

    private static final String IN_PLACE_OF_THE_LAST = """
            on conflict (host_id, component) do update set records = excluded.records,
                attestation_id = excluded.attestation_id, accepted_at = excluded.accepted_at,
                accepted_by = excluded.accepted_by""";

    private final JdbcClient jdbc;
    private final ComponentJson json;

    HostValues(JdbcClient jdbc, ComponentJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A host's values, by component number. */
    public Map<Integer, List<ReferenceRecord>> of(UUID host) {
        return of(List.of(host)).getOrDefault(host, Map.of());
    }

    /** The values of several hosts, by host and component number; those of which none was accepted are left out. */
    public Map<UUID, Map<Integer, List<ReferenceRecord>>> of(Collection<UUID> hosts) {
        Map<UUID, Map<Integer, List<ReferenceRecord>>> values = new HashMap<>();
        jdbc.sql("select host_id, component, records from host_value where host_id = any(?)")
                .param(hosts.toArray(UUID[]::new))
                .query((row, _) -> values.computeIfAbsent(row.getObject("host_id", UUID.class), _ -> new HashMap<>())
                        .put(row.getInt("component"), json.records(row.getString("records"))))
                .list();
        return values;
    }

    /**
     * Accepts a host's value for one component in place of what was accepted before.
     *
     * @param records in the order of the component's slots
     * @param attestation the evidence that showed it
     */
    public void accept(
            UUID host, int component, List<ReferenceRecord> records, UUID attestation, String by, Instant at) {
        jdbc.sql("""
                insert into host_value (host_id, component, records, attestation_id, accepted_at, accepted_by)
                values (:host, :component, :records::jsonb, :attestation, :at, :by)
                """ + IN_PLACE_OF_THE_LAST)
                .param("host", host)
                .param("component", component)
                .param("records", json.writeRecords(records))
                .param("attestation", attestation)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("by", by)
                .update();
    }

    /** Keeps what a draft would have accepted of a host, until the draft is approved. */
    public void propose(
            DraftedVersion draft, UUID host, int component, List<ReferenceRecord> records, UUID attestation) {
        jdbc.sql("""
                insert into proposed_host_value (set_name, number, host_id, component, records, attestation_id)
                values (:set, :number, :host, :component, :records::jsonb, :attestation)""")
                .param("set", draft.name())
                .param("number", draft.version())
                .param("host", host)
                .param("component", component)
                .param("records", json.writeRecords(records))
                .param("attestation", attestation)
                .update();
    }

    /** Accepts what a version that has just been approved proposed; how many values that were. */
    int acceptProposed(ReferenceVersionId version, String by, Instant at) {
        return jdbc.sql("""
                insert into host_value (host_id, component, records, attestation_id, accepted_at, accepted_by)
                select host_id, component, records, attestation_id, :at, :by
                from proposed_host_value where set_name = :set and number = :number
                """ + IN_PLACE_OF_THE_LAST)
                .param("set", version.setName())
                .param("number", version.number())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("by", by)
                .update();
    }
}
