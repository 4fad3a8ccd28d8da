package dev.touchstone.server.enrollment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What lets hosts in without anybody being asked: the tokens handed out and the EKs pinned. */
@Service
public class EnrollmentDesk {

    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private final EnrollmentTokens tokens;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    EnrollmentDesk(EnrollmentTokens tokens, JdbcClient jdbc, JsonMapper json) {
        this.tokens = tokens;
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A token that enrols hosts, without its secret. */
    public record Handed(
            UUID id,
            Map<String, String> labels,
            int usesLeft,
            Instant expiresAt,
            Optional<String> namePattern,
            Optional<String> cidr,
            String createdBy) {}

    /**
     * An EK that inventory knows.
     *
     * @param ek SHA-256 of its SubjectPublicKeyInfo, in hex
     * @param enrolled the host that holds it, once it has enrolled
     */
    public record Pinned(String ek, String host, Map<String, String> labels, Optional<UUID> enrolled) {}

    /** Tokens that still enrol, those that end first in front; at most two hundred. */
    public List<Handed> tokens(Instant now) {
        return jdbc.sql("""
                select * from enrollment_token where uses_left > 0 and expires_at > :now
                order by expires_at, id limit 200""")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> handed(row))
                .list();
    }

    private Handed handed(ResultSet row) throws SQLException {
        return new Handed(
                row.getObject("id", UUID.class),
                json.readValue(row.getString("labels"), LABELS),
                row.getInt("uses_left"),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("name_pattern")),
                Optional.ofNullable(row.getString("cidr")),
                row.getString("created_by"));
    }

    /**
     * Makes a token, told once and never again.
     *
     * @param namePattern names it may grant, with {@code *} and {@code ?}; any free name if absent
     * @param cidr where requests may come from; anywhere if absent
     */
    @Transactional
    public String handOut(
            Map<String, String> labels,
            int uses,
            Instant expiresAt,
            @Nullable String namePattern,
            @Nullable String cidr,
            String actor) {
        return tokens.issue(EnrollmentTokens.order(labels, uses, expiresAt, namePattern, cidr), actor);
    }

    /** How many EKs are pinned. */
    public long pins() {
        return jdbc.sql("select count(*) from ek_pin").query(Long.class).single();
    }

    /** Pins by name after a name, those of hosts that never enrolled among them. */
    public List<Pinned> pins(String after, int limit) {
        return jdbc.sql("""
                select p.*, h.id as enrolled
                from ek_pin p left join host h on h.ek_spki_sha256 = p.ek_spki_sha256 and h.state <> 'RETIRED'
                where p.host_name > :after order by p.host_name limit :limit""")
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new Pinned(
                        HexFormat.of().formatHex(row.getBytes("ek_spki_sha256")),
                        row.getString("host_name"),
                        json.readValue(row.getString("labels"), LABELS),
                        Optional.ofNullable(row.getObject("enrolled", UUID.class))))
                .list();
    }
}
