package dev.touchstone.server.drift;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.change.Change;
import dev.touchstone.server.change.Changes;
import org.springframework.stereotype.Service;

/** Proposes to accept of each member what it measured where each has its own. */
@Service
public class Acceptances {

    private final Changes changes;

    Acceptances(Changes changes) {
        this.changes = changes;
    }

    /**
     * Proposes it.
     *
     * @param component the number of a component of which each host has its own
     * @return the change that waits for approval
     */
    public Change propose(long cluster, int component, Caller caller) {
        return changes.proposeNew(
                new Changes.Wanted(
                        HostValuesChange.NAME,
                        "Accept hosts' own component %03d of drift cluster %d".formatted(component, cluster),
                        new HostValuesChange.Values(cluster, component, null)),
                caller);
    }
}
