package dev.touchstone.server.notify;

import dev.touchstone.bytes.Bytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The webhooks of the database. */
@Repository
class Webhooks {

    private final JdbcClient jdbc;

    Webhooks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Webhook> list() {
        return jdbc.sql("select * from webhook order by created_at, id")
                .query(Webhooks::read)
                .list();
    }

    Optional<Webhook> find(UUID id) {
        return jdbc.sql("select * from webhook where id = ?")
                .param(id)
                .query(Webhooks::read)
                .optional();
    }

    /** Finds it and keeps it as it is until the transaction ends. */
    Optional<Webhook> lock(UUID id) {
        return jdbc.sql("select * from webhook where id = ? for update")
                .param(id)
                .query(Webhooks::read)
                .optional();
    }

    /** How many there are, and no more until the transaction ends. */
    long count() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('touchstone.webhooks'))")
                .query(_ -> {});
        return jdbc.sql("select count(*) from webhook").query(Long.class).single();
    }

    void insert(Webhook webhook) {
        jdbc.sql("""
                insert into webhook (id, url, types, description, enabled, secret, created_at, created_by)
                values (:id, :url, :types, :description, :enabled, :secret, :at, :by)""")
                .param("id", webhook.id())
                .param("url", webhook.content().url())
                .param("types", webhook.content().types().toArray(String[]::new))
                .param("description", webhook.content().description())
                .param("enabled", webhook.content().enabled())
                .param("secret", webhook.secret().key().toArray())
                .param("at", utc(webhook.createdAt()))
                .param("by", webhook.createdBy())
                .update();
    }

    void update(UUID id, Webhook.Content content) {
        jdbc.sql("""
                update webhook set url = :url, types = :types, description = :description, enabled = :enabled,
                    disabled_reason = '', version = version + 1
                where id = :id""")
                .param("url", content.url())
                .param("types", content.types().toArray(String[]::new))
                .param("description", content.description())
                .param("enabled", content.enabled())
                .param("id", id)
                .update();
    }

    void rotate(UUID id, WebhookSecret secret, Instant previousUntil) {
        jdbc.sql("""
                update webhook set previous_secret = secret, previous_until = :until, secret = :secret,
                    version = version + 1
                where id = :id""")
                .param("until", utc(previousUntil))
                .param("secret", secret.key().toArray())
                .param("id", id)
                .update();
    }

    /** Sends it nothing more; whether it was sent anything until now. */
    boolean disable(UUID id, String reason) {
        return jdbc.sql("""
                update webhook set enabled = false, disabled_reason = ?, version = version + 1
                where id = ? and enabled""").params(reason, id).update() == 1;
    }

    void delete(UUID id) {
        jdbc.sql("delete from webhook where id = ?").param(id).update();
    }

    static Webhook read(ResultSet row, int number) throws SQLException {
        return new Webhook(
                row.getObject("id", UUID.class),
                new Webhook.Content(
                        row.getString("url"),
                        List.of((String[]) row.getArray("types").getArray()),
                        row.getString("description"),
                        row.getBoolean("enabled")),
                row.getString("disabled_reason"),
                new WebhookSecret(Bytes.of(row.getBytes("secret"))),
                previous(row),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("created_by"),
                row.getInt("version"));
    }

    private static Optional<Webhook.Previous> previous(ResultSet row) throws SQLException {
        byte[] secret = row.getBytes("previous_secret");
        OffsetDateTime until = row.getObject("previous_until", OffsetDateTime.class);
        return secret == null || until == null
                ? Optional.empty()
                : Optional.of(new Webhook.Previous(new WebhookSecret(Bytes.of(secret)), until.toInstant()));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
