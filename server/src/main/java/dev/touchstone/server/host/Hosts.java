package dev.touchstone.server.host;

import dev.touchstone.bytes.Bytes;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds hosts. */
@Component
public class Hosts {

    private final JdbcClient jdbc;
    private final HostRows rows;

    Hosts(JdbcClient jdbc, HostRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** The host with this id, retired ones too. */
    public Optional<HostRecord> find(UUID id) {
        return jdbc.sql("select * from host where id = ?").param(id).query(rows).optional();
    }

    /** Those of these hosts that there are, by id. */
    public Map<UUID, HostRecord> find(Collection<UUID> ids) {
        return jdbc
                .sql("select * from host where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(rows)
                .list()
                .stream()
                .collect(Collectors.toMap(HostRecord::id, host -> host));
    }

    /** The same, held against change until the caller's transaction ends. */
    public Optional<HostRecord> lock(UUID id) {
        return jdbc.sql("select * from host where id = ? for update")
                .param(id)
                .query(rows)
                .optional();
    }

    /** The host not retired that was granted this name. */
    public Optional<HostRecord> findByName(String name) {
        return jdbc.sql("select * from host where name = ? and state <> 'RETIRED'")
                .param(name)
                .query(rows)
                .optional();
    }

    /** The host not retired with this EK, held against change until the caller's transaction ends. */
    public Optional<HostRecord> lockByEk(Bytes ekName) {
        return jdbc.sql("select * from host where ek_name = ? and state <> 'RETIRED' for update")
                .param(ekName.toArray())
                .query(rows)
                .optional();
    }

    /** The host that has, or ever had, this attestation key. */
    public Optional<UUID> ownerOfAk(Bytes akName) {
        return jdbc.sql("""
                select id from host where ak_name = :ak
                union all select host_id from retired_attestation_key where ak_name = :ak limit 1""").param("ak", akName.toArray()).query(UUID.class).optional();
    }
}
