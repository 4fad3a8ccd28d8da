package dev.touchstone.server.reference;

import dev.touchstone.server.host.HostRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The golden measurements in force. Which versions are approved is asked each time, so that every replica judges by the
 * same; their content never changes and is read once.
 */
@Component
public class GoldenSets {

    /** Versions of a set whose retirement is told to who still boots them. */
    private static final int RETIRED_REMEMBERED = 5;

    private final JdbcClient jdbc;
    private final VersionContents contents;
    private final HostValues values;
    private final Coverages coverages;
    private final Clock clock;
    private final Map<ReferenceVersionId, GoldenSet> known = new ConcurrentHashMap<>();
    private volatile Retired retired = new Retired(Set.of(), List.of());

    GoldenSets(JdbcClient jdbc, VersionContents contents, HostValues values, Coverages coverages, Clock clock) {
        this.jdbc = jdbc;
        this.contents = contents;
        this.values = values;
        this.coverages = coverages;
        this.clock = clock;
    }

    /**
     * What was retired lately. It changes only when what is approved does, so it is not asked for with every host.
     *
     * @param beside what was approved when it was asked for
     */
    private record Retired(Set<ReferenceVersionId> beside, List<ReferenceVersionId> versions) {}

    /** All that a host is judged by. */
    public HostGolden of(HostRecord host) {
        InForce inForce = inForce();
        return inForce.of(host, inForce.asksForOwn(host.labels()) ? values.of(host.id()) : Map.of());
    }

    /** Every approved version, and those retired lately, by which what was approved once is known. */
    public InForce inForce() {
        Set<ReferenceVersionId> approved = approvedNow();
        List<ReferenceVersionId> formerly = retired(approved);
        known.keySet().removeIf(id -> !approved.contains(id) && !formerly.contains(id));
        return new InForce(read(approved), read(formerly), coverages.inForce());
    }

    /** Every approved version. */
    List<GoldenSet> approved() {
        return inForce().approved();
    }

    private Set<ReferenceVersionId> approvedNow() {
        return new LinkedHashSet<>(
                jdbc.sql("""
                select set_name, number from reference_version
                where state = 'approved' and (retires_at is null or retires_at > ?) order by set_name, number""").param(now()).query(GoldenSets::id).list());
    }

    private List<ReferenceVersionId> retired(Set<ReferenceVersionId> approved) {
        Retired last = retired;
        if (last.beside().equals(approved)) {
            return last.versions();
        }
        Retired asked = new Retired(Set.copyOf(approved), retiredLately());
        retired = asked;
        return asked.versions();
    }

    private List<ReferenceVersionId> retiredLately() {
        return jdbc.sql("""
                select set_name, number from (
                    select set_name, number, rank() over (partition by set_name order by number desc) as age
                    from reference_version where state = 'retired' or (state = 'approved' and retires_at <= :now)) known
                where age <= :remembered order by set_name, number""")
                .param("now", now())
                .param("remembered", RETIRED_REMEMBERED)
                .query(GoldenSets::id)
                .list();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static ReferenceVersionId id(ResultSet row, int number) throws SQLException {
        return new ReferenceVersionId(row.getString("set_name"), row.getInt("number"));
    }

    private List<GoldenSet> read(Collection<ReferenceVersionId> ids) {
        return ids.stream()
                .map(id -> known.computeIfAbsent(
                        id, unread -> contents.find(unread).orElseThrow()))
                .toList();
    }
}
