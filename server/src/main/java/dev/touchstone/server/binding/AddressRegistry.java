package dev.touchstone.server.binding;

import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.HostState;
import dev.touchstone.server.host.Hosts;
import dev.touchstone.server.problem.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Registers link-layer addresses and takes them away, by operators only. */
@Service
class AddressRegistry {

    /** For each host. */
    static final int MAX_ADDRESSES = 64;

    private final JdbcClient jdbc;
    private final Hosts hosts;
    private final AuditLog audit;
    private final Clock clock;

    AddressRegistry(JdbcClient jdbc, Hosts hosts, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.hosts = hosts;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<HostAddress> of(UUID host) {
        HostRecord found = hosts.find(host).orElseThrow(() -> Refusal.notFound("There is no such host."));
        return find("host_id = ?", found.id());
    }

    @Transactional
    public HostAddress put(UUID id, MacAddress mac, String actor) {
        lock();
        HostRecord host = hosts.lock(id).orElseThrow(() -> Refusal.notFound("There is no such host."));
        if (host.state() == HostState.RETIRED) {
            throw new Refusal(409, "host-retired", "The host is retired.");
        }
        forgetRetired(mac);
        Optional<HostAddress> known = find("mac = ?", mac.text()).stream().findFirst();
        if (known.isPresent()) {
            return requireOf(id, known.get());
        }
        requireRoom(id);
        HostAddress address = new HostAddress(mac.text(), id, clock.instant(), actor);
        insert(address);
        audit.record(actor, "address.register", object(address), null, address);
        return address;
    }

    @Transactional
    public void remove(UUID id, MacAddress mac, String actor) {
        lock();
        HostAddress address = find("mac = ?", mac.text()).stream()
                .filter(a -> a.hostId().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("The host has no such address."));
        jdbc.sql("delete from host_address where mac = ?").param(mac.text()).update();
        audit.record(actor, "address.delete", object(address), address, null);
    }

    /** One registration at a time: of one address there must be one host. */
    private void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('touchstone.host-addresses'))")
                .query((_, _) -> true)
                .single();
    }

    /** A network card outlives its machine. */
    private void forgetRetired(MacAddress mac) {
        jdbc.sql("""
                delete from host_address a using host h
                where h.id = a.host_id and h.state = 'RETIRED' and a.mac = ?""").param(mac.text()).update();
    }

    private static HostAddress requireOf(UUID host, HostAddress known) {
        if (!known.hostId().equals(host)) {
            throw new Refusal(409, "address-taken", "The address is registered for another host.");
        }
        return known;
    }

    private void requireRoom(UUID host) {
        if (find("host_id = ?", host).size() >= MAX_ADDRESSES) {
            throw new Refusal(409, "addresses-full", "The host has " + MAX_ADDRESSES + " addresses; delete one first.");
        }
    }

    private void insert(HostAddress address) {
        jdbc.sql("insert into host_address (mac, host_id, registered_at, registered_by) values (?, ?, ?, ?)")
                .params(
                        address.mac(),
                        address.hostId(),
                        address.registeredAt().atOffset(ZoneOffset.UTC),
                        address.registeredBy())
                .update();
    }

    private List<HostAddress> find(String condition, Object value) {
        return jdbc.sql("select * from host_address where " + condition + " order by mac")
                .param(value)
                .query(AddressRegistry::read)
                .list();
    }

    private static HostAddress read(ResultSet row, int number) throws SQLException {
        return new HostAddress(
                row.getString("mac"),
                row.getObject("host_id", UUID.class),
                row.getObject("registered_at", OffsetDateTime.class).toInstant(),
                row.getString("registered_by"));
    }

    private static String object(HostAddress address) {
        return "host/" + address.hostId() + "/address/" + address.mac();
    }
}
