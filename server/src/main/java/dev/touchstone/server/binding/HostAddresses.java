package dev.touchstone.server.binding;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The link-layer addresses registered for hosts. */
@Component
public class HostAddresses {

    private final JdbcClient jdbc;

    HostAddresses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The host with this address: six bytes in lower-case hex, with colons. */
    public Optional<UUID> hostOf(String mac) {
        return jdbc.sql("select host_id from host_address where mac = ?")
                .param(mac)
                .query(UUID.class)
                .optional();
    }
}
