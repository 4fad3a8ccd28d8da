package dev.touchstone.server.access;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The people of the database. Nobody is ever deleted: who approved what must stay answerable. */
@Repository
class People {

    /** Attempts without a success until the next ones wait; a person may ask several things at once. */
    static final int FREE_ATTEMPTS = 10;

    private final JdbcClient jdbc;

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Person> find(String name) {
        return jdbc.sql("select * from person where name = ?")
                .param(name)
                .query(People::read)
                .optional();
    }

    List<Person> list() {
        return jdbc.sql("select * from person order by name")
                .query(People::read)
                .list();
    }

    /** Whether the name was free: no person's, nor a token's, for the audit log knows both by name. */
    boolean insert(Person person, String passwordHash) {
        return jdbc.sql("""
                insert into person (name, password_hash, roles, created_at, created_by)
                select :name, :hash, string_to_array(:roles, ','), :at, :by
                where not exists (select from access_token where lower(name) = :name)
                on conflict (name) do nothing""")
                        .param("name", person.name())
                        .param("hash", passwordHash)
                        .param("roles", person.roles().stream().map(Role::word).collect(Collectors.joining(",")))
                        .param("at", atUtc(person.createdAt()))
                        .param("by", person.createdBy())
                        .update()
                == 1;
    }

    /**
     * Counts an attempt before its password is looked at, so that attempts at once get no more guesses than one by one.
     * Past the free ones each locks for longer, up to a quarter of an hour.
     *
     * @return the password's hash; empty if there is no such person, or none who may try now
     */
    Optional<String> attempt(String name, Instant now) {
        return jdbc.sql("""
                update person set attempts = least(attempts + 1, 1000),
                    locked_until = case when attempts + 1 >= :free
                        then :now + least(15, power(2, least(attempts + 1 - :free, 10))) * interval '1 minute' end
                where name = :name and disabled_at is null and (locked_until is null or locked_until <= :now)
                returning password_hash""")
                .param("free", FREE_ATTEMPTS)
                .param("now", atUtc(now))
                .param("name", name)
                .query(String.class)
                .optional();
    }

    /** The attempt was the person's own. Empty if the person was disabled meanwhile. */
    Optional<Person> signedIn(String name, Instant now) {
        return jdbc.sql("""
                update person set attempts = 0, locked_until = null, last_signed_in_at = :now,
                    first_signed_in_at = coalesce(first_signed_in_at, :now)
                where name = :name and disabled_at is null returning *""")
                .param("now", atUtc(now))
                .param("name", name)
                .query(People::read)
                .optional();
    }

    void changePassword(String name, String passwordHash) {
        jdbc.sql("update person set password_hash = ?, must_change_password = false where name = ?")
                .params(passwordHash, name)
                .update();
    }

    /** Whether there was somebody to disable. */
    boolean disable(String name, Instant now) {
        return jdbc.sql("update person set disabled_at = ? where name = ? and disabled_at is null")
                        .params(atUtc(now), name)
                        .update()
                == 1;
    }

    void setRoles(String name, Set<Role> roles) {
        jdbc.sql("update person set roles = string_to_array(?, ',') where name = ?")
                .params(roles.stream().map(Role::word).collect(Collectors.joining(",")), name)
                .update();
    }

    /** The name of whom an OpenID provider knows so. */
    Optional<String> ofSubject(String subject) {
        return jdbc.sql("select name from person where oidc_subject = ?")
                .param(subject)
                .query(String.class)
                .optional();
    }

    void bind(String name, String subject) {
        jdbc.sql("update person set oidc_subject = ? where name = ?")
                .params(subject, name)
                .update();
    }

    /** Whether it is an OpenID provider that knows the person, and no password. */
    boolean isOfProvider(String name) {
        return jdbc.sql("select exists (select from person where name = ? and oidc_subject is not null)")
                .param(name)
                .query(Boolean.class)
                .single();
    }

    /** Approvers who have ever signed in, disabled ones too: disabling people makes nobody else the first. */
    int approversEver() {
        return jdbc.sql("""
                select count(*) from person where 'approver' = any (roles) and first_signed_in_at is not null""").query(Integer.class).single();
    }

    private static Person read(ResultSet row, int number) throws SQLException {
        return new Person(
                row.getString("name"),
                roles(row.getArray("roles")),
                row.getBoolean("must_change_password"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("created_by"),
                instant(row, "first_signed_in_at"),
                instant(row, "last_signed_in_at"),
                instant(row, "locked_until"),
                instant(row, "disabled_at"));
    }

    private static Set<Role> roles(Array column) throws SQLException {
        return Arrays.stream((String[]) column.getArray())
                .map(Role::ofWord)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime atUtc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
