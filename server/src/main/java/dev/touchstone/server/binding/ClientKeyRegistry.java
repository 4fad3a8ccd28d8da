package dev.touchstone.server.binding;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Registers keys and takes them away, each change audited in the transaction that makes it. */
@Component
class ClientKeyRegistry {

    /** For each host and source: as many as a rotation with some overlap on a few networks takes. */
    static final int MAX_KEYS = 8;

    private final ClientKeyRows rows;
    private final AuditLog audit;

    ClientKeyRegistry(ClientKeyRows rows, AuditLog audit) {
        this.rows = rows;
        this.audit = audit;
    }

    /** What registering did. */
    enum Effect {
        ADDED,
        CHANGED,
        UNCHANGED
    }

    /** A key as it stands now. */
    record Registered(ClientKey key, Effect effect) {}

    /** Registers {@code key} for its host, which the caller holds against change. */
    @Transactional(propagation = Propagation.MANDATORY)
    Registered register(ClientKey key) {
        rows.lock();
        rows.forgetEnded(key);
        Optional<ClientKey> known = rows.find(key);
        known.ifPresent(k -> requireSame(k, key));
        if (known.isPresent() && known.get().covers(key)) {
            return new Registered(known.get(), Effect.UNCHANGED);
        }
        makeRoom(key);
        rows.put(key);
        audit("client-key.register", key.registeredBy(), known.orElse(null), key);
        return new Registered(key, known.isPresent() ? Effect.CHANGED : Effect.ADDED);
    }

    private static void requireSame(ClientKey known, ClientKey key) {
        if (!known.host().equals(key.host()) || !known.spkiSha256().equals(key.spkiSha256())) {
            throw new Refusal(409, "client-key-taken", "This key, or one with its identifier, is registered already.");
        }
    }

    /**
     * The oldest certified key gives way: a host that rotates its keys needs nobody's help for it, and whoever fills
     * the list up can do so only to the host whose TPM they hold. An operator is told instead, and decides.
     */
    private void makeRoom(ClientKey key) {
        List<ClientKey> present = rows.of(key.host()).stream()
                .filter(k -> k.source() == key.source() && !k.spkiSha256().equals(key.spkiSha256()))
                .toList();
        if (present.size() < MAX_KEYS) {
            return;
        }
        switch (key.source()) {
            case CERTIFIED -> remove(present.getFirst(), key.registeredBy());
            case INVENTORY ->
                throw new Refusal(
                        409, "client-keys-full", "The host has " + MAX_KEYS + " registered keys; delete one first.");
        }
    }

    /** Takes one of a host's keys away. */
    @Transactional
    public void remove(UUID host, Bytes spkiSha256, String actor) {
        rows.lock();
        ClientKey key = rows.of(host).stream()
                .filter(k -> k.spkiSha256().equals(spkiSha256))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("The host has no such client key."));
        remove(key, actor);
    }

    private void remove(ClientKey key, String actor) {
        rows.delete(key);
        audit("client-key.delete", actor, key, null);
    }

    private void audit(String action, String actor, @Nullable ClientKey before, @Nullable ClientKey after) {
        ClientKey key = before != null ? before : after;
        if (key == null) {
            throw new IllegalArgumentException("nothing changed");
        }
        audit.record(
                actor, action, "host/" + key.host() + "/client-key/" + key.spkiSha256(), view(before), view(after));
    }

    private static @Nullable ClientKeyView view(@Nullable ClientKey key) {
        return key == null ? null : ClientKeyView.of(key);
    }
}
