package dev.touchstone.server.binding;

import dev.touchstone.server.binding.ClientKeyRegistry.Effect;
import dev.touchstone.server.binding.ClientKeyRegistry.Registered;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.HostState;
import dev.touchstone.server.host.Hosts;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.trust.PresentedKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** The keys an organisation knows its hosts by, from certificates it issued itself. */
@Service
class InventoryKeys {

    private static final int MOST_TOLD = 20;

    private final Hosts hosts;
    private final ClientKeyRows rows;
    private final ClientKeyRegistry registry;
    private final Clock clock;

    InventoryKeys(Hosts hosts, ClientKeyRows rows, ClientKeyRegistry registry, Clock clock) {
        this.hosts = hosts;
        this.rows = rows;
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * What an import did, or would do.
     *
     * @param unchanged registered for the same host already, by its TPM or an operator
     */
    record Outcome(int added, int changed, int unchanged, boolean dryRun) {}

    /** Registers one key for one host, in whatever state short of RETIRED: it admits nothing by itself. */
    @Transactional
    public ClientKey put(UUID id, PresentedKey key, String actor) {
        rows.lock();
        HostRecord host = hosts.lock(id).orElseThrow(() -> Refusal.notFound("There is no such host."));
        return register(host, key, actor).key();
    }

    /** Registers all or none. A dry run is a run that is taken back, so that the one foretells the other. */
    @Transactional
    public Outcome put(List<ClientKeyEntry> entries, boolean dryRun, String actor) {
        rows.lock();
        requireKnown(entries);
        Map<Effect, Integer> effects = new EnumMap<>(Effect.class);
        for (ClientKeyEntry entry : entries) {
            HostRecord host = named(entry).flatMap(h -> hosts.lock(h.id())).orElseThrow();
            effects.merge(register(host, entry, actor), 1, Integer::sum);
        }
        if (dryRun) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        }
        return new Outcome(
                effects.getOrDefault(Effect.ADDED, 0),
                effects.getOrDefault(Effect.CHANGED, 0),
                effects.getOrDefault(Effect.UNCHANGED, 0),
                dryRun);
    }

    private Effect register(HostRecord host, ClientKeyEntry entry, String actor) {
        try {
            return register(host, entry.presented(), actor).effect();
        } catch (Refusal refusal) {
            throw new Refusal(refusal.status(), refusal.code(), "Host " + entry.host() + ": " + refusal.detail());
        }
    }

    private Registered register(HostRecord host, PresentedKey key, String actor) {
        if (host.state() == HostState.RETIRED) {
            throw new Refusal(409, "host-retired", "The host is retired.");
        }
        return registry.register(ClientKey.inventoried(key, host.id(), clock.instant(), actor));
    }

    private void requireKnown(List<ClientKeyEntry> entries) {
        List<Refusal.Reason> unknown = new ArrayList<>();
        for (ClientKeyEntry entry : entries) {
            if (unknown.size() < MOST_TOLD && named(entry).isEmpty()) {
                unknown.add(new Refusal.Reason("host-unknown", "No host is named " + entry.host() + "."));
            }
        }
        if (!unknown.isEmpty()) {
            throw new Refusal(422, "host-unknown", "Nothing was registered: hosts are unknown.", unknown);
        }
    }

    private Optional<HostRecord> named(ClientKeyEntry entry) {
        return hosts.findByName(entry.host());
    }
}
