package dev.touchstone.reference;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What many hosts have in common: each part of the boot in every form that was seen, and which hosts have which
 * together. Day one of a fleet is one decision over this, and not one for each host.
 *
 * @param parts in order
 * @param combinations what hosts have together, the most frequent first
 */
public record Baseline(List<Part> parts, List<Combination> combinations) {

    public Baseline {
        parts = List.copyOf(parts);
        combinations = List.copyOf(combinations);
    }

    /**
     * One part of the boot.
     *
     * @param component its component number
     * @param name what it is
     * @param forms as they were found
     */
    public record Part(int component, String name, List<Form> forms) {
        public Part {
            forms = List.copyOf(forms);
        }

        /** Whether its forms differ in nothing but digests: then each host may have its own. */
        public boolean isOneShape() {
            return forms.stream()
                            .map(form -> form.records().stream()
                                    .map(ReferenceRecord::pcr)
                                    .toList())
                            .distinct()
                            .count()
                    == 1;
        }
    }

    /**
     * One form of one part.
     *
     * @param pcrs the PCRs it speaks of
     * @param records what was measured; none where hosts lack the part
     */
    public record Form(Set<Integer> pcrs, List<ReferenceRecord> records) {
        public Form {
            pcrs = Set.copyOf(pcrs);
            records = List.copyOf(records);
        }
    }

    /**
     * Hosts that have the same forms of all parts.
     *
     * @param forms for each part the index of its form
     * @param hosts who they are
     */
    public record Combination(List<Integer> forms, List<String> hosts) {
        public Combination {
            forms = List.copyOf(forms);
            hosts = List.copyOf(hosts);
        }
    }

    /** How a part is best matched. */
    public enum Match {
        /** Few forms, shared by hosts: each is approved. */
        SEQUENCE,
        /** Forms that differ by which of the same records there are: each record is approved, in any number. */
        ANY_OF,
        /** Nearly as many forms as hosts, all of one shape: each host's own is accepted. */
        HOST_UNIQUE,
        /** Not judged. */
        VOLATILE
    }

    /** How many hosts it is of. */
    public int hosts() {
        return combinations.stream().mapToInt(c -> c.hosts().size()).sum();
    }

    /** How many hosts have one form of a part. */
    public int hosts(Part part, int form) {
        int place = parts.indexOf(part);
        return combinations.stream()
                .filter(c -> c.forms().get(place) == form)
                .mapToInt(c -> c.hosts().size())
                .sum();
    }

    /** Half as many forms as hosts, and more than a handful, are not variants that anybody approves one by one. */
    public Match suggestion(Part part) {
        int forms = part.forms().size();
        if (forms > 4 && forms * 2 > hosts() && part.isOneShape()) {
            return Match.HOST_UNIQUE;
        }
        return part.component() == BootPart.OPTION_ROMS.number() && forms > 2 ? Match.ANY_OF : Match.SEQUENCE;
    }

    static List<Combination> mostFrequentFirst(List<Combination> combinations) {
        return combinations.stream()
                .sorted(Comparator.comparingInt((Combination c) -> c.hosts().size())
                        .reversed())
                .toList();
    }
}
