package dev.touchstone.server.enrollment;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The EKs an organisation knows it owns. Importing is repeatable: what is not named is left as it is. */
@Service
class Inventory {

    private final EkPinRepository pins;
    private final AuditLog audit;
    private final Clock clock;

    Inventory(EkPinRepository pins, AuditLog audit, Clock clock) {
        this.pins = pins;
        this.audit = audit;
        this.clock = clock;
    }

    /** What an import did, or would do. */
    record Outcome(int added, int changed, int unchanged, boolean dryRun) {}

    /** Imports all entries or none. */
    @Transactional
    public Outcome put(List<InventoryEntry> entries, boolean dryRun, String actor) {
        requireDistinct(entries);
        Map<Bytes, EkPin> known = known(entries);
        requireFreeNames(entries);
        Instant now = clock.instant();
        List<EkPin> added = new ArrayList<>();
        int changed = 0;
        for (InventoryEntry entry : entries) {
            EkPin pin = known.get(entry.key());
            if (pin == null) {
                added.add(new EkPin(entry.key().toArray(), entry.host(), entry.granted(), now, actor));
            } else if (!pin.says(entry.host(), entry.granted())) {
                changed++;
                if (!dryRun) {
                    pin.change(entry.host(), entry.granted());
                }
            }
        }
        Outcome outcome = new Outcome(added.size(), changed, entries.size() - added.size() - changed, dryRun);
        if (!dryRun) {
            pins.saveAll(added);
            audit.record(actor, "inventory.put", "inventory", null, outcome);
        }
        return outcome;
    }

    /** The pin of an EK, if inventory knows it. */
    @Transactional(readOnly = true)
    public Optional<EkPin> find(Bytes ekSpkiSha256) {
        return pins.findById(ekSpkiSha256.toArray());
    }

    private static void requireDistinct(List<InventoryEntry> entries) {
        Set<Bytes> keys = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (InventoryEntry entry : entries) {
            if (!keys.add(entry.key())) {
                throw new Refusal(400, "inventory-duplicate", "EK " + entry.ek() + " is named twice.");
            }
            if (!names.add(entry.host())) {
                throw new Refusal(400, "inventory-duplicate", "Host " + entry.host() + " is named twice.");
            }
        }
    }

    private Map<Bytes, EkPin> known(List<InventoryEntry> entries) {
        Map<Bytes, EkPin> known = new HashMap<>();
        pins.findByEkSpkiSha256In(entries.stream().map(e -> e.key().toArray()).toList())
                .forEach(pin -> known.put(pin.key(), pin));
        return known;
    }

    /** A name pinned to another EK must first be taken from it, so that a slip cannot rename machines. */
    private void requireFreeNames(List<InventoryEntry> entries) {
        Map<String, Bytes> wanted =
                entries.stream().collect(Collectors.toMap(InventoryEntry::host, InventoryEntry::key));
        for (EkPin pin : pins.findByHostNameIn(wanted.keySet())) {
            if (!Optional.ofNullable(wanted.get(pin.hostName())).equals(Optional.of(pin.key()))) {
                throw new Refusal(409, "inventory-name-taken", "Host " + pin.hostName() + " is pinned to another EK.");
            }
        }
    }
}
