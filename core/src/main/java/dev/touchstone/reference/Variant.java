package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One approved form of a component, matched as a whole across all the PCRs it touches. */
public sealed interface Variant {

    /** What people call it. */
    String label();

    /** The PCRs it speaks of. */
    Set<Integer> pcrs();

    /**
     * Records that must follow one another, in order, in each of their PCRs.
     *
     * @param label what people call it
     * @param pcrs the PCRs it speaks of: those of its records, and those in which it allows nothing
     * @param records what is measured, in order
     */
    record Sequence(String label, Set<Integer> pcrs, List<ReferenceRecord> records) implements Variant {
        public Sequence {
            records = List.copyOf(records);
            Set<Integer> all = new TreeSet<>(pcrs);
            records.forEach(r -> all.add(r.pcr()));
            all.forEach(Pcrs::check);
            if (all.isEmpty()) {
                throw new IllegalArgumentException("variant " + label + " speaks of no PCR");
            }
            pcrs = Set.copyOf(all);
        }
    }

    /** Final values of whole PCRs, for those no log accounts for: bank by bank, any bank that is present must agree. */
    record BareValues(String label, Map<Integer, Map<HashAlgorithm, Bytes>> values) implements Variant {
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

        @Override
        public Set<Integer> pcrs() {
            return values.keySet();
        }

        /** The golden value of one PCR in one bank, if there is one. */
        Optional<Bytes> value(int pcr, HashAlgorithm bank) {
            return Optional.ofNullable(values.getOrDefault(pcr, Map.of()).get(bank));
        }
    }
}
