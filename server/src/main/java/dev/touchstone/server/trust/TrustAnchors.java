package dev.touchstone.server.trust;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.server.json.HexBytes;
import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The imported certificates of the database. Every appraisal asks which there are, so that one taken back on another
 * replica counts no more at once; only their parsed form is remembered, by fingerprint, which cannot go stale.
 */
@Repository
class TrustAnchors implements AnchorSource {

    private final JdbcClient jdbc;
    private final Map<Bytes, X509Certificate> parsed = new ConcurrentHashMap<>();

    TrustAnchors(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public AnchorSet current() {
        return new AnchorSet(all());
    }

    List<Anchor> all() {
        List<StoredAnchor> stored = list();
        List<Bytes> present =
                stored.stream().map(anchor -> anchor.sha256().bytes()).toList();
        if (!parsed.keySet().containsAll(present)) {
            parseAll();
        }
        parsed.keySet().retainAll(present);
        List<Anchor> anchors = new ArrayList<>();
        for (StoredAnchor anchor : stored) {
            X509Certificate certificate = parsed.get(anchor.sha256().bytes());
            // Absent if it was deleted between the two questions: then it is not trusted.
            if (certificate != null) {
                anchors.add(new Anchor(anchor.sha256().bytes(), certificate, anchor.role(), anchor.label()));
            }
        }
        return anchors;
    }

    private void parseAll() {
        jdbc.sql("select sha256, certificate from trust_anchor")
                .query((row, _) -> Map.entry(Bytes.of(row.getBytes("sha256")), Bytes.of(row.getBytes("certificate"))))
                .list()
                .forEach(entry -> parsed.computeIfAbsent(entry.getKey(), _ -> parse(entry.getValue())));
    }

    private static X509Certificate parse(Bytes der) {
        try {
            return Certificates.parse(der);
        } catch (MalformedException e) {
            throw new IllegalStateException("trust_anchor holds a certificate that cannot be read", e);
        }
    }

    List<StoredAnchor> list() {
        return jdbc.sql("""
                select sha256, subject, role, maker, virtual, recognised, not_after, added_at, added_by
                from trust_anchor order by maker, role desc, subject, sha256""").query(TrustAnchors::read).list();
    }

    Optional<StoredAnchor> find(Bytes sha256) {
        return jdbc.sql("""
                select sha256, subject, role, maker, virtual, recognised, not_after, added_at, added_by
                from trust_anchor where sha256 = ?""").param(sha256.toArray()).query(TrustAnchors::read).optional();
    }

    /** Keeps other writers out until the transaction ends, so that labels fit the set they were worked out from. */
    void lock() {
        jdbc.sql("lock table trust_anchor in share row exclusive mode").update();
    }

    /** Whether it was not there before. */
    boolean insert(Anchor anchor, Instant at, String by) {
        return jdbc.sql("""
                insert into trust_anchor
                    (sha256, certificate, subject, role, maker, virtual, recognised, not_after, added_at, added_by)
                values (:sha256, :certificate, :subject, :role, :maker, :virtual, :recognised, :notAfter, :at, :by)
                on conflict (sha256) do nothing""")
                        .param("sha256", anchor.sha256().toArray())
                        .param(
                                "certificate",
                                Certificates.encoded(anchor.certificate()).toArray())
                        .param("subject", Certificates.subject(anchor.certificate()))
                        .param("role", anchor.role().wireName())
                        .param("maker", anchor.label().maker())
                        .param("virtual", anchor.label().virtual())
                        .param("recognised", anchor.label().recognised())
                        .param(
                                "notAfter",
                                atUtc(anchor.certificate().getNotAfter().toInstant()))
                        .param("at", atUtc(at))
                        .param("by", by)
                        .update()
                == 1;
    }

    void relabel(Bytes sha256, Anchor.Label label) {
        jdbc.sql("""
                update trust_anchor set maker = :maker, virtual = :virtual, recognised = :recognised
                where sha256 = :sha256""")
                .param("maker", label.maker())
                .param("virtual", label.virtual())
                .param("recognised", label.recognised())
                .param("sha256", sha256.toArray())
                .update();
    }

    void delete(Bytes sha256) {
        jdbc.sql("delete from trust_anchor where sha256 = ?")
                .param(sha256.toArray())
                .update();
    }

    private static StoredAnchor read(ResultSet row, int number) throws SQLException {
        return new StoredAnchor(
                new HexBytes(Bytes.of(row.getBytes("sha256"))),
                row.getString("subject"),
                Anchor.Role.ofWireName(row.getString("role")),
                row.getString("maker"),
                row.getBoolean("virtual"),
                row.getBoolean("recognised"),
                row.getObject("not_after", OffsetDateTime.class).toInstant(),
                row.getObject("added_at", OffsetDateTime.class).toInstant(),
                row.getString("added_by"));
    }

    private static OffsetDateTime atUtc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
