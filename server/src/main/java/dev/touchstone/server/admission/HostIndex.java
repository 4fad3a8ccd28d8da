package dev.touchstone.server.admission;

import dev.touchstone.bytes.Bytes;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hosts by all that they are asked for by. Not safe for use by several threads. */
final class HostIndex {

    private final Map<UUID, HostStanding> hosts = new HashMap<>();
    private final Map<String, HostStanding> names = new HashMap<>();
    private final Map<Bytes, Bound> keys = new HashMap<>();
    private final Map<Bytes, Bound> identifiers = new HashMap<>();
    private final Map<String, HostStanding> addresses = new HashMap<>();

    /**
     * Who a subject is.
     *
     * @param by how that is known
     */
    record Bound(HostStanding host, Binding by) {}

    Optional<Bound> find(Subject subject) {
        return switch (subject) {
            case Subject.HostId(UUID id) -> bound(hosts.get(id), Binding.INVENTORY);
            case Subject.HostName(String name) -> bound(names.get(name), Binding.NAME);
            case Subject.CertificateKey(Bytes spki) -> Optional.ofNullable(keys.get(spki));
            case Subject.CertificateKeyIdentifier(Bytes sha1) -> Optional.ofNullable(identifiers.get(sha1));
            case Subject.Mac(String mac) -> bound(addresses.get(mac), Binding.MAC);
        };
    }

    private static Optional<Bound> bound(@Nullable HostStanding host, Binding by) {
        return host == null ? Optional.empty() : Optional.of(new Bound(host, by));
    }

    Collection<HostStanding> all() {
        return Collections.unmodifiableCollection(hosts.values());
    }

    void add(HostStanding host) {
        hosts.put(host.id(), host);
        host.name().ifPresent(name -> names.put(name, host));
        for (HostStanding.Key key : host.keys()) {
            Bound bound = new Bound(host, key.binding());
            keys.put(key.spkiSha256(), bound);
            identifiers.put(key.identifier(), bound);
        }
        host.addresses().forEach(mac -> addresses.put(mac, host));
    }

    void remove(UUID id) {
        HostStanding host = hosts.remove(id);
        if (host == null) {
            return;
        }
        host.name().ifPresent(names::remove);
        for (HostStanding.Key key : host.keys()) {
            keys.remove(key.spkiSha256());
            identifiers.remove(key.identifier());
        }
        host.addresses().forEach(addresses::remove);
    }
}
