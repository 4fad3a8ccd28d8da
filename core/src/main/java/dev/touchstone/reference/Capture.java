package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.facts.EventText;
import dev.touchstone.replay.MeasuredEvent;
import dev.touchstone.replay.ReplayedBoot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Golden measurements taken from one boot as it was: the simplest start, and only as good as that boot. */
public final class Capture {

    private static final Set<Integer> PLATFORM = Set.of(0, 1, 2, 3, 6);
    private static final Set<Integer> BOOT_POLICY = Set.of(7);

    private final ReplayedBoot boot;
    private final String label;
    private final SortedSet<Integer> pcrs;

    private Capture(ReplayedBoot boot, String label, SortedSet<Integer> pcrs) {
        this.boot = boot;
        this.label = label;
        this.pcrs = pcrs;
    }

    /** The PCRs of a boot that can be captured: quoted, judged at all, and told by its events. */
    public static SortedSet<Integer> capturable(ReplayedBoot boot) {
        SortedSet<Integer> pcrs = boot.quotedPcrs();
        pcrs.removeIf(pcr -> !boot.isWholeInEvents(pcr));
        pcrs.removeAll(Pcrs.NEVER_JUDGED);
        boot.events().stream().filter(e -> e.digest(bank(boot, e)).isEmpty()).forEach(e -> pcrs.remove(e.pcr()));
        return pcrs;
    }

    /**
     * Captures components 000 platform, 300 boot policy and 400 OS, as far as {@code pcrs} reaches into them.
     *
     * @param label what the captured variants are called
     * @param pcrs some of {@link #capturable}
     * @throws IllegalArgumentException if a PCR cannot be captured
     */
    public static List<Component> of(ReplayedBoot boot, String label, Collection<Integer> pcrs) {
        SortedSet<Integer> wanted = new TreeSet<>(pcrs);
        if (wanted.isEmpty() || !capturable(boot).containsAll(wanted)) {
            throw new IllegalArgumentException(
                    "PCRs that can be captured are " + capturable(boot) + ", asked for " + wanted);
        }
        return new Capture(boot, label, wanted).components();
    }

    private List<Component> components() {
        List<Component> components = new ArrayList<>();
        add(components, 0, "platform", PLATFORM::contains);
        add(components, 300, "boot-policy", BOOT_POLICY::contains);
        add(components, 400, "os", pcr -> !PLATFORM.contains(pcr) && !BOOT_POLICY.contains(pcr));
        return components;
    }

    /** A captured PCR without events is kept too: from then on, nothing may be measured into it. */
    private void add(List<Component> components, int number, String name, Predicate<Integer> owns) {
        Set<Integer> owned = new TreeSet<>(pcrs.stream().filter(owns).toList());
        if (!owned.isEmpty()) {
            List<ReferenceRecord> records = boot.events().stream()
                    .filter(e -> owned.contains(e.pcr()) && !Excused.is(e, bank(boot, e)))
                    .map(this::reference)
                    .toList();
            components.add(new Component(number, name, List.of(new Variant.Sequence(label, owned, records))));
        }
    }

    private ReferenceRecord reference(MeasuredEvent event) {
        Map<HashAlgorithm, Bytes> digests = new EnumMap<>(HashAlgorithm.class);
        for (HashAlgorithm bank : boot.banks(event.pcr())) {
            event.digest(bank).ifPresent(d -> digests.put(bank, d));
        }
        return new ReferenceRecord(
                event.pcr(), digests, EventText.of(event, bank(boot, event)).toString());
    }

    /** The strongest bank that vouches for an event. */
    private static HashAlgorithm bank(ReplayedBoot boot, MeasuredEvent event) {
        return boot.banks(event.pcr()).getFirst();
    }
}
