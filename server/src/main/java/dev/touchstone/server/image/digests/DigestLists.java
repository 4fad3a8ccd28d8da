package dev.touchstone.server.image.digests;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.image.Upload;
import dev.touchstone.server.json.HexBytes;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Named lists and their versions. Sending what the newest version has changes nothing. */
@Service
class DigestLists {

    private static final String VIEW = """
            select l.name, l.version, l.content_sha256, l.added_at, l.added_by, c.files, c.skipped
            from digest_list l join digest_list_content c on c.sha256 = l.content_sha256""";

    private final JdbcClient jdbc;
    private final DigestListContent contents;
    private final AuditLog audit;
    private final Clock clock;

    DigestLists(JdbcClient jdbc, DigestListContent contents, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.contents = contents;
        this.audit = audit;
        this.clock = clock;
    }

    /** The newest version, and whether it was added now. */
    record Added(DigestListView list, boolean isNew) {}

    /** Adds what was received as the next version; two at once get two numbers. */
    @Transactional(rollbackFor = IOException.class)
    public Added add(String name, Upload upload, String actor) throws IOException {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('touchstone.digest-list.' || ?, 0))")
                .param(name)
                .query((_, _) -> true)
                .single();
        Optional<DigestListView> newest = newest(name);
        if (newest.filter(list -> list.sha256().bytes().equals(upload.sha256())).isPresent()) {
            return new Added(newest.get(), false);
        }
        contents.store(upload);
        DigestListView added = insert(name, newest.map(DigestListView::version).orElse(0) + 1, upload.sha256(), actor);
        Map<String, Object> after =
                Map.of("version", added.version(), "sha256", added.sha256().toString(), "files", added.files());
        audit.record(actor, "digest-list.add", "digest-list/" + name, newest.orElse(null), after);
        return new Added(added, true);
    }

    private DigestListView insert(String name, int version, Bytes sha256, String actor) {
        jdbc.sql("""
                insert into digest_list (name, version, content_sha256, added_at, added_by)
                values (?, ?, ?, ?, ?)""")
                .params(name, version, sha256.toArray(), clock.instant().atOffset(ZoneOffset.UTC), actor)
                .update();
        return newest(name).orElseThrow();
    }

    private Optional<DigestListView> newest(String name) {
        return versions(name).stream().findFirst();
    }

    /** Newest first. */
    List<DigestListView> versions(String name) {
        return jdbc.sql(VIEW + " where l.name = ? order by l.version desc")
                .param(name)
                .query((row, _) -> view(row))
                .list();
    }

    /** The newest version of each list, by name. */
    List<DigestListView> all() {
        return jdbc.sql(VIEW + " where l.version = (select max(n.version) from digest_list n where n.name = l.name)"
                        + " order by l.name")
                .query((row, _) -> view(row))
                .list();
    }

    private static DigestListView view(ResultSet row) throws SQLException {
        return new DigestListView(
                row.getString("name"),
                row.getInt("version"),
                new HexBytes(Bytes.of(row.getBytes("content_sha256"))),
                row.getLong("files"),
                row.getLong("skipped"),
                row.getObject("added_at", OffsetDateTime.class).toInstant(),
                row.getString("added_by"));
    }
}
