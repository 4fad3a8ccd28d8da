package dev.touchstone.server.result;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.ops.StartRefused;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The key store in the database: its one row, replaced under its lock, with a version that goes up each time. */
@Component
class StoredKeyRing {

    private final JdbcClient jdbc;
    private final KeyPassword password;
    private final Clock clock;

    StoredKeyRing(JdbcClient jdbc, KeyPassword password, Clock clock) {
        this.jdbc = jdbc;
        this.password = password;
        this.clock = clock;
    }

    /** A state of it. */
    record Version(long number, KeyRing ring) {}

    private record Row(long version, Bytes pkcs12) {}

    /** The number of the version in force. */
    long version() {
        return jdbc.sql("select version from result_key_store")
                .query(Long.class)
                .single();
    }

    /** What is in force. */
    Version load() {
        return open(row("").orElseThrow(() -> new IllegalStateException("The key store is gone from the database")));
    }

    /** What is in force, made by whoever comes first: of two replicas that start at once, one waits for the other. */
    @Transactional
    public Version loadOrCreate() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('touchstone.result-keys'))")
                .query(_ -> {});
        return row("").map(this::open).orElseGet(this::create);
    }

    /** Replaces it, in the caller's transaction: what was, and what is. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Change change(UnaryOperator<KeyRing> change) {
        Version before = open(row("for update")
                .orElseThrow(() -> new IllegalStateException("The key store is gone from the database")));
        KeyRing after = change.apply(before.ring());
        jdbc.sql("update result_key_store set version = version + 1, pkcs12 = ?, updated_at = ?")
                .params(KeyStoreCodec.write(after, password.findOrMake()), now().atOffset(ZoneOffset.UTC))
                .update();
        return new Change(before.ring(), after);
    }

    /** A change of it. */
    record Change(KeyRing before, KeyRing after) {}

    private Version create() {
        KeyRing ring = KeyRing.fresh(now().truncatedTo(ChronoUnit.SECONDS));
        jdbc.sql("insert into result_key_store (version, pkcs12, updated_at) values (1, ?, ?)")
                .params(KeyStoreCodec.write(ring, password.findOrMake()), now().atOffset(ZoneOffset.UTC))
                .update();
        return new Version(1, ring);
    }

    private Optional<Row> row(String lock) {
        return jdbc.sql("select version, pkcs12 from result_key_store " + lock)
                .query((row, _) -> new Row(row.getLong(1), Bytes.of(row.getBytes(2))))
                .optional();
    }

    private Version open(Row row) {
        char[] known = password.find()
                .orElseThrow(
                        () -> new StartRefused("The key store in the database has a password, and there is none in "
                                + password.place() + ": copy that file from the home of the server that made it."));
        return KeyStoreCodec.read(row.pkcs12().toArray(), known)
                .map(ring -> new Version(row.version(), ring))
                .orElseThrow(() -> new StartRefused("The key store in the database has another password than is in "
                        + password.place() + ": all replicas need the one it was made with."));
    }

    private Instant now() {
        return clock.instant();
    }
}
