package dev.touchstone.server.reference;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** How far the hosts a version is for have come. */
@Component
public class RolloutProgress {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ReferenceSets sets;
    private final Clock clock;

    RolloutProgress(JdbcClient jdbc, JsonMapper json, ReferenceSets sets, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.sets = sets;
        this.clock = clock;
    }

    /**
     * Where the hosts stand.
     *
     * @param expected hosts in force that the version selects
     * @param asPredicted those whose last TRUSTED boot is of this version, and still is
     * @param older those TRUSTED by an older version of the set
     * @param newer those TRUSTED by a newer one
     * @param other those that are not TRUSTED, whatever they boot
     */
    public record Progress(long expected, long asPredicted, long older, long newer, long other) {}

    /** Of the hosts this version selects. */
    public Progress of(ReferenceVersionId id) {
        return of(id, sets.find(id).selector(), clock.instant());
    }

    Progress of(ReferenceVersionId id, Map<String, String> selector, Instant now) {
        return jdbc.sql("""
                select count(*) as expected,
                    count(*) filter (where trusted and version = :number) as as_predicted,
                    count(*) filter (where trusted and version < :number) as older,
                    count(*) filter (where trusted and version > :number) as newer,
                    count(*) filter (where not trusted or version is null) as other
                from (select (matched ->> :set)::int as version,
                        verdict = 'TRUSTED' and evidence_valid_until > :now as trusted
                    from host where state in ('ACTIVE', 'MAINTENANCE') and labels @> :selector::jsonb) hosts""")
                .param("set", id.setName())
                .param("number", id.number())
                .param("selector", json.writeValueAsString(selector))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Progress(
                        row.getLong("expected"),
                        row.getLong("as_predicted"),
                        row.getLong("older"),
                        row.getLong("newer"),
                        row.getLong("other")))
                .single();
    }
}
