package dev.touchstone.server.radius;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.radius.packet.SharedSecret;
import java.net.InetAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The NAS registered here: nothing is sent to any other. */
@Service
class NasServers {

    private static final String SELECT = "select *, host(address) as address_text from radius_nas ";

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final Clock clock;

    NasServers(JdbcClient jdbc, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What an administrator wants a NAS to be.
     *
     * @param secret empty to keep the one it has
     */
    record Wanted(String name, InetAddress address, int port, Optional<Bytes> secret, Optional<String> quarantineVlan) {

        /** Never the secret. */
        @Override
        public String toString() {
            return name;
        }
    }

    Optional<Nas> find(String name) {
        return jdbc.sql(SELECT + "where name = ?")
                .param(name)
                .query(NasServers::read)
                .optional();
    }

    /** The NAS that calls itself so in a request. */
    Optional<Nas> at(InetAddress address) {
        return jdbc.sql(SELECT + "where address = cast(? as inet)")
                .param(address.getHostAddress())
                .query(NasServers::read)
                .optional();
    }

    List<Nas> list() {
        return jdbc.sql(SELECT + "order by name").query(NasServers::read).list();
    }

    @Transactional
    public Nas put(Wanted wanted, String by) {
        Optional<Nas> before = find(wanted.name());
        if (before.isEmpty() && wanted.secret().isEmpty()) {
            throw new Refusal(400, "nas-invalid", "A new NAS needs a secret.");
        }
        write(wanted, by);
        Nas after = find(wanted.name()).orElseThrow();
        audit.record(
                by,
                before.isEmpty() ? "radius-nas.create" : "radius-nas.update",
                "radius-nas/" + wanted.name(),
                before.map(NasView::of).orElse(null),
                new Audited(NasView.of(after), wanted.secret().isPresent()));
        return after;
    }

    /**
     * What the audit log keeps.
     *
     * @param newSecret whether the secret was set
     */
    record Audited(NasView nas, boolean newSecret) {}

    private void write(Wanted wanted, String by) {
        byte @Nullable [] secret = wanted.secret().map(Bytes::toArray).orElse(null);
        try {
            jdbc.sql("""
                    insert into radius_nas as n (name, address, port, secret, quarantine_vlan, updated_at, updated_by)
                    values (:name, cast(:address as inet), :port,
                        coalesce(cast(:secret as bytea), (select o.secret from radius_nas o where o.name = :name)),
                        :vlan, :at, :by)
                    on conflict (name) do update set address = excluded.address, port = excluded.port,
                        secret = coalesce(cast(:secret as bytea), n.secret), quarantine_vlan = excluded.quarantine_vlan,
                        updated_at = excluded.updated_at, updated_by = excluded.updated_by""")
                    .param("name", wanted.name())
                    .param("address", wanted.address().getHostAddress())
                    .param("port", wanted.port())
                    .param("secret", secret)
                    .param("vlan", wanted.quarantineVlan().orElse(null))
                    .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("by", by)
                    .update();
        } catch (DuplicateKeyException _) {
            throw new Refusal(409, "nas-address-taken", "Another NAS is registered with this address.");
        }
    }

    @Transactional
    public void delete(String name, String by) {
        Nas before = find(name).orElseThrow(() -> Refusal.notFound("There is no such NAS."));
        jdbc.sql("delete from radius_nas where name = ?").param(name).update();
        audit.record(by, "radius-nas.delete", "radius-nas/" + name, NasView.of(before), null);
    }

    private static Nas read(ResultSet row, int number) throws SQLException {
        return new Nas(
                row.getString("name"),
                InetAddress.ofLiteral(row.getString("address_text")),
                row.getInt("port"),
                new SharedSecret(Bytes.of(row.getBytes("secret"))),
                Optional.ofNullable(row.getString("quarantine_vlan")),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getString("updated_by"));
    }
}
