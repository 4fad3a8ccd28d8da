package dev.touchstone.server.drift;

import dev.touchstone.server.change.ChangeKind;
import dev.touchstone.server.json.HexBytes;
import dev.touchstone.server.reference.GoldenChanged;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** {@code host-values}: what each host of a cluster measured for a component of its own is accepted of it. */
@Component
class HostValuesChange implements ChangeKind<HostValuesChange.Values> {

    static final String NAME = "host-values";

    /**
     * Whose values.
     *
     * @param cluster the drift cluster
     * @param component the number of a component of which each host has its own
     * @param values by host, a digest of what it measured; as it stands, if absent
     */
    record Values(long cluster, int component, @Nullable Map<UUID, HexBytes> values) {}

    private final HostAcceptances acceptances;
    private final ApplicationEventPublisher events;

    HostValuesChange(HostAcceptances acceptances, ApplicationEventPublisher events) {
        this.acceptances = acceptances;
        this.events = events;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Values> payload() {
        return Values.class;
    }

    @Override
    public Values checked(Values wanted) {
        if (wanted.values() != null) {
            return wanted;
        }
        Map<UUID, HexBytes> values = new TreeMap<>();
        acceptances
                .measured(wanted.cluster(), wanted.component())
                .forEach((host, records) -> values.put(host, HostAcceptances.digest(records)));
        return new Values(wanted.cluster(), wanted.component(), values);
    }

    @Override
    public String subject(Values wanted) {
        return "drift-cluster/" + wanted.cluster() + "/component/" + wanted.component();
    }

    @Override
    public void apply(Values wanted, Approved approved) {
        acceptances.accept(
                wanted.cluster(),
                wanted.component(),
                wanted.values() == null ? Map.of() : wanted.values(),
                approved.by());
        events.publishEvent(new GoldenChanged(subject(wanted) + " accepted", approved.by()));
    }
}
