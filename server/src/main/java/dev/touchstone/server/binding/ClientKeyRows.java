package dev.touchstone.server.binding;

import dev.touchstone.bytes.Bytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code client_key}. */
@Component
class ClientKeyRows {

    private final JdbcClient jdbc;

    ClientKeyRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One registration at a time, until the caller's transaction ends: of one key there must be one host. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('touchstone.client-keys'))")
                .query((_, _) -> true)
                .single();
    }

    /** Those in force, the oldest first. */
    List<ClientKey> of(UUID host) {
        return jdbc.sql("""
                select k.* from client_key k join host h on h.id = k.host_id
                where k.host_id = ? and (k.ak_name is null or k.ak_name = h.ak_name)
                order by k.registered_at, k.spki_sha256""").param(host).query(ClientKeyRows::read).list();
    }

    /** Whoever's key this is, or one with the same identifier. */
    Optional<ClientKey> find(ClientKey key) {
        return jdbc.sql("select * from client_key where spki_sha256 = ? or key_identifier = ? limit 1")
                .params(key.spkiSha256().toArray(), key.keyIdentifier().toArray())
                .query(ClientKeyRows::read)
                .optional();
    }

    /** Keys that ended with their host or its AK no longer stand in anyone's way. */
    void forgetEnded(ClientKey key) {
        jdbc.sql("""
                delete from client_key k using host h
                where h.id = k.host_id and (h.state = 'RETIRED' or k.ak_name <> h.ak_name)
                    and (k.host_id = ? or k.spki_sha256 = ? or k.key_identifier = ?)""")
                .params(
                        key.host(),
                        key.spkiSha256().toArray(),
                        key.keyIdentifier().toArray())
                .update();
    }

    /** Writes it, in place of what was written of the same key. */
    void put(ClientKey key) {
        jdbc.sql("""
                insert into client_key (spki_sha256, key_identifier, host_id, source, ak_name, subject, registered_at,
                    registered_by)
                values (:spki, :identifier, :host, :source, :ak, :subject, :at, :by)
                on conflict (spki_sha256) do update set source = excluded.source, ak_name = excluded.ak_name,
                    subject = excluded.subject, registered_at = excluded.registered_at,
                    registered_by = excluded.registered_by""")
                .param("spki", key.spkiSha256().toArray())
                .param("identifier", key.keyIdentifier().toArray())
                .param("host", key.host())
                .param("source", key.source().word())
                .param("ak", key.akName().map(Bytes::toArray).orElse(null))
                .param("subject", key.subject().orElse(null))
                .param("at", key.registeredAt().atOffset(ZoneOffset.UTC))
                .param("by", key.registeredBy())
                .update();
    }

    void delete(ClientKey key) {
        jdbc.sql("delete from client_key where spki_sha256 = ?")
                .param(key.spkiSha256().toArray())
                .update();
    }

    private static ClientKey read(ResultSet row, int number) throws SQLException {
        return new ClientKey(
                Bytes.of(row.getBytes("spki_sha256")),
                Bytes.of(row.getBytes("key_identifier")),
                row.getObject("host_id", UUID.class),
                Optional.ofNullable(row.getBytes("ak_name")).map(Bytes::of),
                Optional.ofNullable(row.getString("subject")),
                row.getObject("registered_at", OffsetDateTime.class).toInstant(),
                row.getString("registered_by"));
    }
}
