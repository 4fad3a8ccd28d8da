package dev.touchstone.server.fleet;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which hosts are members of which drift clusters. */
public interface Clusters {

    /**
     * The cluster of each host that is a member of one.
     *
     * @param snapshot what to ask
     * @param hosts whom it is about; everyone if empty
     */
    Map<UUID, Long> of(JdbcClient snapshot, Optional<Collection<UUID>> hosts);
}
