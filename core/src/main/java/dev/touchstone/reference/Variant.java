package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.rule.Rule;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One approved form of a component, matched as a whole across all the PCRs it touches. */
public sealed interface Variant {

    /** The bundle of what a version introduces, where nothing else is said. */
    String OWN_BUNDLE = "";

    /** The bundle of what goes with anything. */
    String INTERCHANGEABLE = "*";

    /** What people call it. */
    String label();

    /**
     * What it was introduced with: variants of one bundle of one version match only together.
     *
     * @see #OWN_BUNDLE
     * @see #INTERCHANGEABLE
     */
    String bundle();

    /** The PCRs it speaks of. */
    Set<Integer> pcrs();

    /** Equal for variants that ask for the same, whatever they are called and wherever they come from. */
    Object content();

    /** Whether it goes with anything. */
    default boolean interchangeable() {
        return bundle().equals(INTERCHANGEABLE);
    }

    /** The same, going with another bundle. */
    default Variant in(String other) {
        return switch (this) {
            case Sequence v -> new Sequence(v.label(), other, v.pcrs(), v.records());
            case AnyOf v -> new AnyOf(v.label(), other, v.pcr(), v.records());
            case Ruled v -> new Ruled(v.label(), other, v.pcrs(), v.rules());
            case HostUnique v -> new HostUnique(v.label(), other, v.slots());
            case Volatile v -> new Volatile(v.label(), other, v.pcr(), v.atMost());
            case BareValues v -> new BareValues(v.label(), other, v.values());
        };
    }

    /**
     * Records that must follow one another, in order, in each of their PCRs.
     *
     * @param label what people call it
     * @param bundle what it goes with
     * @param pcrs the PCRs it speaks of: those of its records, and those in which it allows nothing
     * @param records what is measured, in order
     */
    record Sequence(String label, String bundle, Set<Integer> pcrs, List<ReferenceRecord> records) implements Variant {
        public Sequence {
            records = List.copyOf(records);
            Set<Integer> all = new TreeSet<>(pcrs);
            records.forEach(r -> all.add(r.pcr()));
            pcrs = Pcrs.spokenOf(label, all);
        }

        /** In the version's own bundle. */
        public Sequence(String label, Set<Integer> pcrs, List<ReferenceRecord> records) {
            this(label, OWN_BUNDLE, pcrs, records);
        }

        @Override
        public Object content() {
            return List.of(
                    "sequence",
                    pcrs,
                    records.stream().map(ReferenceRecord::content).toList());
        }
    }

    /**
     * Any of these records, in any number and order: option ROMs, which come with the cards that are plugged in.
     *
     * @param pcr the PCR all records are of
     * @param records what may be measured
     */
    record AnyOf(String label, String bundle, int pcr, List<ReferenceRecord> records) implements Variant {
        public AnyOf {
            Pcrs.check(pcr);
            records = List.copyOf(records);
            if (records.stream().anyMatch(r -> r.pcr() != pcr)) {
                throw new IllegalArgumentException("variant " + label + " is of PCR " + pcr + " alone");
            }
        }

        /** What may be measured in {@code bank}. */
        Set<Bytes> digests(HashAlgorithm bank) {
            return records.stream().flatMap(r -> r.digest(bank).stream()).collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public Set<Integer> pcrs() {
            return Set.of(pcr);
        }

        @Override
        public Object content() {
            return List.of(
                    "any-of",
                    pcr,
                    records.stream().map(ReferenceRecord::content).collect(Collectors.toSet()));
        }
    }

    /**
     * What the facts of the boot must be. All that is left of its PCRs when its turn comes is judged by its rules, and
     * not by digests.
     *
     * @param pcrs the PCRs it takes over; none for rules that judge besides digests
     * @param rules all must hold; at least one
     */
    record Ruled(String label, String bundle, Set<Integer> pcrs, List<Rule> rules) implements Variant {
        public Ruled {
            pcrs = Set.copyOf(new TreeSet<>(pcrs));
            pcrs.forEach(Pcrs::check);
            rules = List.copyOf(rules);
            if (rules.isEmpty()) {
                throw new IllegalArgumentException("variant " + label + " has no rule");
            }
        }

        @Override
        public Object content() {
            return List.of("ruled", pcrs, Set.copyOf(rules));
        }
    }

    /**
     * What each host has its own of: an initrd made on the host, {@code root=UUID}, the boot order. It must be what was
     * accepted of that host.
     *
     * @param slots where it shows, in order; at least one
     */
    record HostUnique(String label, String bundle, List<Slot> slots) implements Variant {
        public HostUnique {
            slots = List.copyOf(slots);
            if (slots.isEmpty()) {
                throw new IllegalArgumentException("variant " + label + " has no place");
            }
        }

        @Override
        public Set<Integer> pcrs() {
            return slots.stream().map(Slot::pcr).collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public Object content() {
            return List.of("host-unique", slots.stream().map(Slot::pcr).toList());
        }
    }

    /**
     * The place of one event that differs from host to host.
     *
     * @param pcr the PCR it is measured into
     * @param text what it is, for people
     */
    record Slot(int pcr, String text) {
        public Slot {
            Pcrs.check(pcr);
        }
    }

    /**
     * Events nobody judges: an exclusion, always shown as not checked.
     *
     * @param pcr the PCR concerned
     * @param atMost how many events may stand here
     */
    record Volatile(String label, String bundle, int pcr, int atMost) implements Variant {
        public Volatile {
            Pcrs.check(pcr);
            if (atMost < 1) {
                throw new IllegalArgumentException("variant " + label + " excludes nothing");
            }
        }

        @Override
        public Set<Integer> pcrs() {
            return Set.of(pcr);
        }

        @Override
        public Object content() {
            return List.of("volatile", pcr, atMost);
        }
    }

    /** Final values of whole PCRs, for those no log accounts for: bank by bank, any bank that is present must agree. */
    record BareValues(String label, String bundle, Map<Integer, Map<HashAlgorithm, Bytes>> values) implements Variant {
        public BareValues {
            if (values.isEmpty() || values.values().stream().anyMatch(Map::isEmpty)) {
                throw new IllegalArgumentException("bare values name at least one value for each PCR");
            }
            values.keySet().forEach(Pcrs::check);
            values.values().forEach(banks -> banks.forEach(Pcrs::check));
            Map<Integer, Map<HashAlgorithm, Bytes>> copy = new TreeMap<>();
            values.forEach((pcr, banks) -> copy.put(pcr, Map.copyOf(banks)));
            values = Collections.unmodifiableMap(copy);
        }

        /** In the version's own bundle. */
        public BareValues(String label, Map<Integer, Map<HashAlgorithm, Bytes>> values) {
            this(label, OWN_BUNDLE, values);
        }

        @Override
        public Set<Integer> pcrs() {
            return values.keySet();
        }

        @Override
        public Object content() {
            return List.of("values", values);
        }

        /** The golden value of one PCR in one bank, if there is one. */
        Optional<Bytes> value(int pcr, HashAlgorithm bank) {
            return Optional.ofNullable(values.getOrDefault(pcr, Map.of()).get(bank));
        }
    }
}
