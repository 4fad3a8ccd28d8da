package dev.touchstone.server.image;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.json.HexBytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Images by their content: what was said of one when it was first added stays. */
@Service
class Images {

    /** Digests as rows, out of JSON: an image has more than the parameters a statement can have. */
    private static final String INDEX = """
            insert into image_digest (digest, image_sha256, kind, part, name, text)
            select decode(d.digest, 'hex'), :sha256, d.kind, d.part, d.name, d.text
            from jsonb_to_recordset(:digests::jsonb) as d (digest text, kind text, part text, name text, text text)
            on conflict do nothing""";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final AuditLog audit;
    private final Clock clock;

    Images(JdbcClient jdbc, JsonMapper json, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.audit = audit;
        this.clock = clock;
    }

    /** Who adds what. */
    record NewImage(Bytes sha256, long size, String name, String label, String addedBy) {}

    /** Adds an image; false if it was there. Of several at once, one adds it. */
    @Transactional
    public boolean add(NewImage image, ImageDescription description) {
        int added = jdbc.sql("""
                insert into image (sha256, size, name, label, kind, description, added_at, added_by)
                values (:sha256, :size, :name, :label, :kind, :description::jsonb, :now, :by)
                on conflict do nothing""")
                .param("sha256", image.sha256().toArray())
                .param("size", image.size())
                .param("name", image.name())
                .param("label", image.label())
                .param("kind", description.kind().word())
                .param("description", json.writeValueAsString(description))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("by", image.addedBy())
                .update();
        if (added == 1) {
            jdbc.sql(INDEX)
                    .param("sha256", image.sha256().toArray())
                    .param("digests", json.writeValueAsString(ImageDigest.of(description)))
                    .update();
            Map<String, Object> after = Map.of("name", image.name(), "label", image.label(), "size", image.size());
            audit.record(image.addedBy(), "image.add", "image/" + image.sha256().toHex(), null, after);
        }
        return added == 1;
    }

    Optional<ImageView> find(Bytes sha256) {
        return jdbc.sql("select * from image where sha256 = ?")
                .param(sha256.toArray())
                .query((row, _) -> view(row, null, description(row)))
                .optional();
    }

    /** Newest first, those after {@code after} if there is one. */
    List<ImageView> page(@Nullable Bytes after, int limit) {
        return jdbc.sql("""
                select * from image where :after::bytea is null
                    or (added_at, sha256) < (select added_at, sha256 from image where sha256 = :after)
                order by added_at desc, sha256 desc limit :limit""")
                .param("after", after == null ? null : after.toArray())
                .param("limit", limit)
                .query((row, _) -> view(row, null, null))
                .list();
    }

    /** The images that have a digest, each with what of it does. */
    List<ImageView> having(Bytes digest, int limit) {
        return jdbc.sql("""
                select i.*, m.matches from image i join (
                    select image_sha256, jsonb_agg(jsonb_build_object('digest', encode(digest, 'hex'), 'kind', kind,
                        'part', part, 'name', name) order by kind, part, name) as matches
                    from image_digest where digest = :digest group by image_sha256) m on m.image_sha256 = i.sha256
                order by i.added_at desc, i.sha256 desc limit :limit""")
                .param("digest", digest.toArray())
                .param("limit", limit)
                .query((row, _) -> view(row, matches(row), null))
                .list();
    }

    private static ImageView view(
            ResultSet row, @Nullable List<ImageDigest> matches, @Nullable ImageDescription description)
            throws SQLException {
        return new ImageView(
                new HexBytes(Bytes.of(row.getBytes("sha256"))),
                row.getLong("size"),
                row.getString("name"),
                row.getString("label"),
                ImageKind.ofWord(row.getString("kind")),
                row.getObject("added_at", OffsetDateTime.class).toInstant(),
                row.getString("added_by"),
                matches,
                description);
    }

    private List<ImageDigest> matches(ResultSet row) throws SQLException {
        return List.of(json.readValue(row.getString("matches"), ImageDigest[].class));
    }

    private ImageDescription description(ResultSet row) throws SQLException {
        return json.readValue(row.getString("description"), ImageDescription.class);
    }
}
