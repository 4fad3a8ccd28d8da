package dev.touchstone.server.reference;

import dev.touchstone.reference.ReferenceSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Versions proposed and not approved: nothing is golden for their sake. Content never changes and is read once. */
@Component
public class ProposedVersions {

    /** Beyond as many at once for one host, the newest count: each is held against its boot. */
    private static final int MAX = 16;

    private final JdbcClient jdbc;
    private final VersionContents contents;
    private final Map<ReferenceVersionId, ReferenceSet> known = new ConcurrentHashMap<>();

    ProposedVersions(JdbcClient jdbc, VersionContents contents) {
        this.jdbc = jdbc;
        this.contents = contents;
    }

    /**
     * Those announced for a host with these granted labels, the newest first.
     *
     * @param at when: what was proposed later was not announced by then, and a window may say when it is expected
     */
    public List<ReferenceSet> selecting(Map<String, String> labels, Instant at) {
        List<ReferenceVersionId> ids = jdbc.sql("""
                select v.set_name, v.number from reference_version v join change c
                    on c.kind = 'reference-version' and c.state = 'proposed'
                    and c.subject = v.set_name || '@' || v.number
                where v.state = 'proposed' and c.proposed_at <= :at
                    and (c.expected_from is null or c.expected_from <= :at)
                    and (c.expected_until is null or c.expected_until > :at)
                order by c.proposed_at desc, v.set_name""")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new ReferenceVersionId(row.getString(1), row.getInt(2)))
                .list();
        known.keySet().retainAll(Set.copyOf(ids));
        return ids.stream()
                .map(id -> known.computeIfAbsent(
                        id, unread -> contents.find(unread).orElseThrow().reference()))
                .filter(set -> set.selects(labels))
                .limit(MAX)
                .toList();
    }
}
