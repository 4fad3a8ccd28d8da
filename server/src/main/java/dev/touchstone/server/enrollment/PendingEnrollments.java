package dev.touchstone.server.enrollment;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.host.NewHost;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Stores enrolments under way. */
@Component
class PendingEnrollments {

    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    PendingEnrollments(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void add(PendingEnrollment pending) {
        jdbc.sql("""
                insert into enrollment (id, created_at, expires_at, source, ek_name, ek_public, ek_spki_sha256,
                    ek_certificate, identity, identity_detail, ak_name, ak_public, claimed_name, claimed_labels,
                    token_id, secret_sha256)
                values (:id, :createdAt, :expiresAt, :source, :ekName, :ekPublic, :ekSpki, :ekCertificate, :identity,
                    :identityDetail, :akName, :akPublic, :claimedName, :claimedLabels::jsonb, :token, :secret)""")
                .param("id", pending.id())
                .param("createdAt", pending.createdAt().atOffset(ZoneOffset.UTC))
                .param("expiresAt", pending.expiresAt().atOffset(ZoneOffset.UTC))
                .param("source", pending.source())
                .param("ekName", pending.keys().ekName().toArray())
                .param("ekPublic", pending.keys().ekPublic().toArray())
                .param("ekSpki", pending.keys().ekSpkiSha256().toArray())
                .param(
                        "ekCertificate",
                        pending.keys().ekCertificate().map(Bytes::toArray).orElse(null))
                .param("identity", pending.identity().identity())
                .param("identityDetail", pending.identity().detail())
                .param("akName", pending.keys().akName().toArray())
                .param("akPublic", pending.keys().akPublic().toArray())
                .param("claimedName", pending.claimedName())
                .param("claimedLabels", json.writeValueAsString(pending.claimedLabels()))
                .param("token", pending.token().orElse(null))
                .param("secret", pending.secretSha256().toArray())
                .update();
    }

    /** The enrolment, held against change until the caller's transaction ends. */
    Optional<PendingEnrollment> lock(UUID id) {
        return jdbc.sql("select * from enrollment where id = ? for update")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    void markUsed(UUID id, Instant now) {
        jdbc.sql("update enrollment set used_at = ? where id = ?")
                .params(now.atOffset(ZoneOffset.UTC), id)
                .update();
    }

    /** How many are under way, from anywhere and from one source. */
    record Load(long all, long ofSource) {}

    /** Forgets what expired an hour ago. */
    void sweep(Instant now) {
        jdbc.sql("delete from enrollment where expires_at < ?")
                .param(now.minusSeconds(3600).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What is under way. */
    Load load(String source, Instant now) {
        return jdbc.sql("""
                select count(*), count(*) filter (where source = ?) from enrollment
                where used_at is null and expires_at > ?""")
                .params(source, now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Load(row.getLong(1), row.getLong(2)))
                .single();
    }

    private PendingEnrollment read(ResultSet row) throws SQLException {
        Optional<Bytes> certificate =
                Optional.ofNullable(row.getBytes("ek_certificate")).map(Bytes::of);
        return new PendingEnrollment(
                row.getObject("id", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getString("source"),
                new NewHost.Keys(
                        Bytes.of(row.getBytes("ek_name")),
                        Bytes.of(row.getBytes("ek_public")),
                        Bytes.of(row.getBytes("ek_spki_sha256")),
                        certificate,
                        Bytes.of(row.getBytes("ak_name")),
                        Bytes.of(row.getBytes("ak_public"))),
                new EkIdentity(row.getString("identity"), row.getString("identity_detail"), certificate),
                row.getString("claimed_name"),
                json.readValue(row.getString("claimed_labels"), LABELS),
                Optional.ofNullable(row.getObject("token_id", UUID.class)),
                Bytes.of(row.getBytes("secret_sha256")),
                row.getObject("used_at") != null);
    }
}
