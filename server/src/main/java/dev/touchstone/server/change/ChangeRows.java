package dev.touchstone.server.change;

import dev.touchstone.bytes.Bytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The changes of the database, and the approvals they were given. */
@Repository
class ChangeRows {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ChangeRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Decisions are taken one at a time, so that two cannot slip what conflicts past each other. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('touchstone.approvals'))")
                .query(_ -> {});
    }

    void insert(Change change) {
        Change.Content content = change.content();
        jdbc.sql("""
                insert into change (id, kind, subject, title, payload, base, content_sha256, expected_from,
                    expected_until, author, state, created_at)
                values (:id, :kind, :subject, :title, :payload::jsonb, :base::jsonb, :content, :from, :until, :author,
                    'draft', :at)""")
                .param("id", change.id())
                .param("kind", content.kind())
                .param("subject", change.subject())
                .param("title", content.title())
                .param("payload", json.writeValueAsString(content.payload()))
                .param("base", json.writeValueAsString(content.base()))
                .param("content", change.contentSha256().toArray())
                .param("from", content.window().from().map(ChangeRows::atUtc).orElse(null))
                .param("until", content.window().until().map(ChangeRows::atUtc).orElse(null))
                .param("author", change.author())
                .param("at", atUtc(change.createdAt()))
                .update();
    }

    Optional<Change> find(UUID id) {
        return jdbc.sql("select * from change where id = ?")
                .param(id)
                .query(this::read)
                .optional();
    }

    Optional<Change> proposed(String kind, String subject) {
        return jdbc.sql("select * from change where kind = ? and subject = ? and state = 'proposed'")
                .params(kind, subject)
                .query(this::read)
                .optional();
    }

    List<Change> approved(String subject) {
        return jdbc.sql("select * from change where subject = ? and state = 'approved' order by decided_at, id")
                .param(subject)
                .query(this::read)
                .list();
    }

    /** The newest first, after the one named. */
    List<Change> list(@Nullable ChangeState state, @Nullable UUID after, int limit) {
        return jdbc.sql("""
                select * from change where (:state::text is null or state = :state) and (:after::uuid is null
                    or (created_at, id) < (select created_at, id from change where id = :after::uuid))
                order by created_at desc, id desc limit :limit""")
                .param("state", state == null ? null : state.word())
                .param("after", after)
                .param("limit", limit)
                .query(this::read)
                .list();
    }

    /** Those proposed before then of which nobody was told that they wait. */
    List<Change> proposedBefore(Instant then) {
        return jdbc.sql("""
                select * from change c where state = 'proposed' and proposed_at < ?
                    and not exists (select from outbox_once o where o.key = 'change-undecided/' || c.id)""").param(atUtc(then)).query(this::read).list();
    }

    void propose(UUID id, String proposer, Instant at) {
        jdbc.sql("""
                update change set state = 'proposed', proposer = ?, proposed_at = ?, version = version + 1
                where id = ?""").params(proposer, atUtc(at), id).update();
    }

    void decide(UUID id, ChangeState state, String by, @Nullable String reason, Instant at) {
        jdbc.sql("""
                update change set state = :state, decided_by = :by, reason = :reason, decided_at = :at,
                    version = version + 1
                where id = :id""")
                .param("state", state.word())
                .param("by", by)
                .param("reason", reason)
                .param("at", atUtc(at))
                .param("id", id)
                .update();
    }

    /** Adds an approval of exactly this content and these people's; the database compares. */
    void approve(Change change, Approval approval) {
        jdbc.sql("""
                insert into change_approval (change_id, approver, author, proposer, content_sha256, exemption, reason,
                    at)
                values (:id, :approver, :author, :proposer, :content, :exemption, :reason, :at)""")
                .param("id", change.id())
                .param("approver", approval.approver())
                .param("author", change.author())
                .param("proposer", change.proposer().orElseThrow())
                .param("content", change.contentSha256().toArray())
                .param("exemption", approval.exemption())
                .param("reason", approval.reason())
                .param("at", atUtc(approval.at()))
                .update();
        jdbc.sql("update change set version = version + 1 where id = ?")
                .param(change.id())
                .update();
    }

    /** The changes of this kind and subject, the newest first. */
    Optional<Change> latest(String kind, String subject) {
        return jdbc.sql("select * from change where kind = ? and subject = ? order by created_at desc, id desc limit 1")
                .params(kind, subject)
                .query(this::read)
                .optional();
    }

    /** Proposals that this person has approved already, while it takes more. */
    List<UUID> approvedBy(String approver) {
        return jdbc.sql("""
                select a.change_id from change_approval a join change c on c.id = a.change_id and c.state = 'proposed'
                where a.approver = ?""")
                .param(approver)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    List<Approval> approvals(UUID id) {
        return jdbc.sql("""
                select approver, at, exemption, reason from change_approval where change_id = ? order by at, approver""")
                .param(id)
                .query((row, _) -> new Approval(
                        row.getString(1),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getString(3),
                        row.getString(4)))
                .list();
    }

    private Change read(ResultSet row, int number) throws SQLException {
        return new Change(
                row.getObject("id", UUID.class),
                row.getString("subject"),
                new Change.Content(
                        row.getString("kind"),
                        row.getString("title"),
                        json.readTree(row.getString("payload")),
                        json.readTree(row.getString("base")),
                        new Change.Window(instant(row, "expected_from"), instant(row, "expected_until"))),
                Bytes.of(row.getBytes("content_sha256")),
                row.getString("author"),
                Optional.ofNullable(row.getString("proposer")),
                ChangeState.ofWord(row.getString("state")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "proposed_at"),
                instant(row, "decided_at"),
                Optional.ofNullable(row.getString("decided_by")),
                Optional.ofNullable(row.getString("reason")),
                row.getInt("version"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime atUtc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
