package dev.touchstone.server.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.reference.Component;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.Variant;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.server.problem.Refusal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A variant of what a boot measured for a component, of the kind that the component has already. */
final class CapturedVariant {

    private final Component component;
    private final String label;
    private final ReplayedBoot boot;
    private final List<ReferenceRecord> measured;

    private CapturedVariant(Component component, String label, ReplayedBoot boot, List<ReferenceRecord> measured) {
        this.component = component;
        this.label = label;
        this.boot = boot;
        this.measured = measured;
    }

    static Variant of(Component component, String label, DraftedVersions.Source source) {
        List<ReferenceRecord> measured = MeasuredRecords.of(source.boot(), source.divergence(), component.id())
                .all();
        return new CapturedVariant(component, label, source.boot(), measured)
                .like(component.variants().getFirst());
    }

    private Variant like(Variant existing) {
        return switch (existing) {
            case Variant.Sequence _ -> sequence();
            case Variant.AnyOf any -> anyOf(any);
            case Variant.BareValues bare -> values(bare);
            case Variant.Ruled _ -> throw refused("judged by rules: change the rules instead");
            case Variant.Volatile _ -> throw refused("excluded: change the exclusion instead");
            case Variant.HostUnique _ -> throw refused("each host's own: accept it for these hosts instead");
        };
    }

    private Refusal refused(String why) {
        return new Refusal(422, "drift-not-capturable", "Component " + component.id() + " is " + why + ".");
    }

    /** It speaks of all PCRs that its like spoke of, also where nothing is measured now. */
    private Variant sequence() {
        Set<Integer> pcrs = new TreeSet<>(component.pcrs());
        return new Variant.Sequence(label, Variant.OWN_BUNDLE, pcrs, measured);
    }

    private Variant anyOf(Variant.AnyOf any) {
        List<ReferenceRecord> records = new ArrayList<>(any.records());
        measured.stream().filter(r -> !records.contains(r)).forEach(records::add);
        return new Variant.AnyOf(label, Variant.OWN_BUNDLE, any.pcr(), records);
    }

    private Variant values(Variant.BareValues bare) {
        Map<Integer, Map<HashAlgorithm, Bytes>> values = new TreeMap<>();
        for (int pcr : bare.pcrs()) {
            Map<HashAlgorithm, Bytes> banks = new EnumMap<>(HashAlgorithm.class);
            boot.banks(pcr).forEach(bank -> boot.quote().pcrs().value(bank, pcr).ifPresent(v -> banks.put(bank, v)));
            values.put(pcr, banks);
        }
        return new Variant.BareValues(label, Variant.OWN_BUNDLE, values);
    }
}
