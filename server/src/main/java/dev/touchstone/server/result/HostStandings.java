package dev.touchstone.server.result;

import java.util.Optional;
import java.util.UUID;

/** Tells what stands of a host now, from evidence verified anew. Implemented where evidence is kept. */
public interface HostStandings {

    /** What stands of the host with this id; empty if there is none. */
    Optional<ResultClaims> ofId(UUID host);

    /** What stands of the host granted this name; empty if there is none. */
    Optional<ResultClaims> ofName(String name);
}
