package dev.touchstone.server.admission;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.host.StoredHosts;
import dev.touchstone.server.host.StoredHosts.Image;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Hosts written straight into the database, for tests that are about what is read of it. */
public final class Stored {

    private final JdbcTemplate jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Stored(JdbcTemplate jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** A host with fresh evidence and this verdict. */
    public StoredHosts.Stored host(String verdict) {
        StoredHosts.Stored host = new StoredHosts(jdbc, json)
                .add(1, Image.of("golden", 1, 1), Map.of(), clock.instant())
                .getFirst();
        turn(host.id(), verdict);
        return host;
    }

    /** As evidence would, with another verdict. */
    public void turn(UUID host, String verdict) {
        jdbc.update("update attestation set verdict = ? where host_id = ?", verdict, host);
        jdbc.update("update host set verdict = ?, version = version + 1 where id = ?", verdict, host);
    }

    /** Registers a client certificate's key, as an operator does. */
    public void key(UUID host, Bytes spkiSha256, Bytes identifier) {
        jdbc.update("""
                insert into client_key (spki_sha256, key_identifier, host_id, source, registered_at, registered_by)
                values (?, ?, ?, 'inventory', now(), 'test')""", spkiSha256.toArray(), identifier.toArray(), host);
    }
}
