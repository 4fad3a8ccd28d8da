package dev.touchstone.facts;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.event.EventContent;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.replay.MeasuredEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A boot's extensions in order, each read once, by register. */
final class Measurements {

    private static final int PCRS = 24;
    private static final Set<Integer> ORDERED = Set.of(4, 7);

    private final List<Measurement> all = new ArrayList<>();
    private final List<List<Measurement>> byPcr = new ArrayList<>();

    /** The first separator's place in the firmware log, by register; −1 without one. */
    private final int[] stageEnds = new int[PCRS];

    private final List<Integer> accounted;

    private Measurements(List<Integer> accounted) {
        this.accounted = accounted;
        Arrays.fill(stageEnds, -1);
        for (int pcr = 0; pcr < PCRS; pcr++) {
            byPcr.add(new ArrayList<>());
        }
    }

    /** Extensions of logs that nothing is known to be missing from. */
    static Measurements claimed(Collection<MeasuredEvent> events, List<HashAlgorithm> banks) {
        return of(events, _ -> banks, _ -> true);
    }

    /**
     * @param banks the banks that count for a PCR, the strongest first
     * @param accounted whether these are all the extensions of a PCR
     */
    static Measurements of(
            Collection<MeasuredEvent> events, IntFunction<List<HashAlgorithm>> banks, IntPredicate accounted) {
        Measurements measurements = new Measurements(
                IntStream.range(0, PCRS).filter(accounted).boxed().toList());
        List<List<HashAlgorithm>> counting =
                IntStream.range(0, PCRS).mapToObj(banks).toList();
        for (MeasuredEvent event : events) {
            Measurement read = Measurement.of(event, counting.get(event.pcr()));
            measurements.add(read);
        }
        return measurements;
    }

    private void add(Measurement read) {
        all.add(read);
        byPcr.get(read.pcr()).add(read);
        if (stageEnds[read.pcr()] < 0 && endsStage(read)) {
            stageEnds[read.pcr()] = read.index();
        }
    }

    List<Measurement> all() {
        return all;
    }

    List<Measurement> of(int pcr) {
        return byPcr.get(pcr);
    }

    /** The registers all of whose extensions are here. */
    List<Integer> accounted() {
        return accounted;
    }

    /** Whether all that was measured into the PCR is here, and read: if not, anything may be among the rest. */
    boolean readWhole(int pcr, Predicate<Measurement> read) {
        return accounted.contains(pcr) && of(pcr).stream().allMatch(read);
    }

    /**
     * Whether the firmware measured it before it ended its stage in that register; true of all its log has if it never
     * did.
     */
    boolean beforeSeparator(Measurement measurement) {
        int end = stageEnds[measurement.pcr()];
        return measurement instanceof Measurement.Firmware && (end < 0 || measurement.index() < end);
    }

    /**
     * In PCR 4 and 7, where the order tells who measured, by the digest alone: a type can be forged. Elsewhere some
     * firmware measures data that happens to hash to the same.
     */
    static boolean endsStage(Measurement measurement) {
        return measurement.source() instanceof MeasuredEvent.Firmware(FirmwareEvent event)
                && (ORDERED.contains(event.pcr()) || event.is(EventType.EV_SEPARATOR))
                && Known.isSeparatorInAnyBank(measurement);
    }

    /** The contents of {@code kind} that their digests vouch for, in order. */
    <T extends EventContent> Stream<Bound<T>> bound(int pcr, Class<T> kind) {
        return of(pcr).stream()
                .flatMap(
                        m -> m.boundContent().filter(kind::isInstance).map(c -> new Bound<>(m, kind.cast(c))).stream());
    }

    /** Content its digest vouches for. */
    record Bound<T extends EventContent>(Measurement measurement, T content) {}

    /** The strings userspace measured into {@code pcr} that their digests vouch for, in order. */
    Stream<String> strings(int pcr) {
        return of(pcr).stream()
                .filter(Measurement.Userspace.class::isInstance)
                .flatMap(m -> ((Measurement.Userspace) m).string().stream());
    }
}
