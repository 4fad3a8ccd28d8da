package dev.touchstone.server.enrollment;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The EKs an organisation knows it owns. Importing is repeatable: what is not named is left as it is. */
@Service
class Inventory {

    /** Entries as rows, out of JSON: an organisation's machines outnumber the parameters a statement can have. */
    private static final String WANTED = """
            select decode(ek, 'hex') as ek, host, labels
            from jsonb_to_recordset(:wanted::jsonb) as entry (ek text, host text, labels jsonb)""";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final EkPinRepository pins;
    private final AuditLog audit;
    private final Clock clock;

    Inventory(JdbcClient jdbc, JsonMapper json, EkPinRepository pins, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.pins = pins;
        this.audit = audit;
        this.clock = clock;
    }

    /** What an import did, or would do. */
    record Outcome(int added, int changed, int unchanged, boolean dryRun) {}

    /** Imports all entries or none; one import at a time. */
    @Transactional
    public Outcome put(List<InventoryEntry> entries, boolean dryRun, String actor) {
        requireDistinct(entries);
        jdbc.sql("select pg_advisory_xact_lock(hashtext('touchstone.inventory'))")
                .query((_, _) -> true)
                .single();
        String wanted = json.writeValueAsString(entries);
        requireFreeNames(wanted);
        Outcome outcome = outcome(wanted, entries.size(), dryRun);
        if (!dryRun) {
            write(wanted, actor);
            audit.record(actor, "inventory.put", "inventory", null, outcome);
        }
        return outcome;
    }

    private Outcome outcome(String wanted, int entries, boolean dryRun) {
        return jdbc.sql("""
                select count(*) filter (where p.ek_spki_sha256 is null),
                    count(*) filter (where (p.host_name, p.labels) is distinct from (w.host, w.labels)
                        and p.ek_spki_sha256 is not null)
                from (%s) w left join ek_pin p on p.ek_spki_sha256 = w.ek""".formatted(WANTED))
                .param("wanted", wanted)
                .query((row, _) -> {
                    int added = row.getInt(1);
                    int changed = row.getInt(2);
                    return new Outcome(added, changed, entries - added - changed, dryRun);
                })
                .single();
    }

    private void write(String wanted, String actor) {
        jdbc.sql("""
                insert into ek_pin (ek_spki_sha256, host_name, labels, created_at, created_by)
                select w.ek, w.host, w.labels, :now, :actor from (%s) w
                on conflict (ek_spki_sha256) do update set host_name = excluded.host_name, labels = excluded.labels
                where (ek_pin.host_name, ek_pin.labels) is distinct from (excluded.host_name, excluded.labels)
                """.formatted(WANTED))
                .param("wanted", wanted)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("actor", actor)
                .update();
    }

    /** The pin of an EK, if inventory knows it. */
    @Transactional(readOnly = true)
    public Optional<EkPin> find(Bytes ekSpkiSha256) {
        return pins.findById(ekSpkiSha256.toArray());
    }

    private static void requireDistinct(List<InventoryEntry> entries) {
        Set<Bytes> keys = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (InventoryEntry entry : entries) {
            if (!keys.add(entry.key())) {
                throw new Refusal(400, "inventory-duplicate", "EK " + entry.ek() + " is named twice.");
            }
            if (!names.add(entry.host())) {
                throw new Refusal(400, "inventory-duplicate", "Host " + entry.host() + " is named twice.");
            }
        }
    }

    /** A name pinned to another EK must first be taken from it, so that a slip cannot rename machines. */
    private void requireFreeNames(String wanted) {
        jdbc.sql("""
                select p.host_name from (%s) w join ek_pin p on p.host_name = w.host and p.ek_spki_sha256 <> w.ek
                limit 1""".formatted(WANTED))
                .param("wanted", wanted)
                .query(String.class)
                .optional()
                .ifPresent(name -> {
                    throw new Refusal(409, "inventory-name-taken", "Host " + name + " is pinned to another EK.");
                });
    }
}
