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
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Golden measurements taken from one boot as it was: the simplest start, and only as good as that boot. */
public final class Capture {

    private Capture() {}

    /** The PCRs of a boot that can be captured: quoted, judged at all, and told by its events. */
    public static SortedSet<Integer> capturable(ReplayedBoot boot) {
        SortedSet<Integer> pcrs = boot.quotedPcrs();
        pcrs.removeIf(pcr -> !boot.isWholeInEvents(pcr));
        pcrs.removeAll(Pcrs.NEVER_JUDGED);
        boot.events().stream().filter(e -> e.digest(bank(boot, e)).isEmpty()).forEach(e -> pcrs.remove(e.pcr()));
        return pcrs;
    }

    /**
     * Captures the parts of a boot, as far as {@code pcrs} reaches into them.
     *
     * @param label what the captured variants are called
     * @param pcrs some of {@link #capturable}
     * @throws IllegalArgumentException if a PCR cannot be captured
     */
    public static List<Component> of(ReplayedBoot boot, String label, Collection<Integer> pcrs) {
        List<Component> components = new ArrayList<>();
        parts(boot, pcrs)
                .forEach((part, captured) -> components.add(new Component(
                        part.number(),
                        part.title(),
                        List.of(new Variant.Sequence(label, captured.pcrs(), captured.records())))));
        return components;
    }

    /**
     * What one part of a boot measured.
     *
     * @param pcrs the PCRs it speaks of, also those into which nothing was measured
     * @param records in order
     */
    record Captured(Set<Integer> pcrs, List<ReferenceRecord> records) {}

    /**
     * The parts of a boot. A captured PCR without events is kept too: from then on, nothing may be measured into it.
     */
    static SortedMap<BootPart, Captured> parts(ReplayedBoot boot, Collection<Integer> pcrs) {
        Set<Integer> wanted = new TreeSet<>(pcrs);
        if (wanted.isEmpty() || !capturable(boot).containsAll(wanted)) {
            throw new IllegalArgumentException(
                    "PCRs that can be captured are " + capturable(boot) + ", asked for " + wanted);
        }
        SortedMap<BootPart, Captured> parts = new TreeMap<>();
        Set<Integer> silent = new TreeSet<>(wanted);
        BootParts names = BootParts.of(boot);
        for (MeasuredEvent event : boot.events()) {
            if (wanted.contains(event.pcr()) && !Excused.is(event, bank(boot, event))) {
                Captured part = part(parts, names.next(event));
                part.pcrs().add(event.pcr());
                part.records().add(reference(boot, event));
                silent.remove(event.pcr());
            }
        }
        silent.forEach(pcr -> part(parts, BootParts.home(pcr)).pcrs().add(pcr));
        return parts;
    }

    private static Captured part(Map<BootPart, Captured> parts, BootPart part) {
        return parts.computeIfAbsent(part, _ -> new Captured(new TreeSet<>(), new ArrayList<>()));
    }

    /** What would be golden for the sake of one event of a boot: its digests in every bank that vouches for it. */
    public static ReferenceRecord reference(ReplayedBoot boot, MeasuredEvent event) {
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
