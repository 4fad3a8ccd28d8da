package dev.touchstone.reference;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A numbered part of a boot and its approved variants. By convention 000 platform, 300 boot policy, 400 OS, 800 host;
 * components are laid end to end by number, as systemd's pcrlock does.
 *
 * @param number 0–999, its place in the order
 * @param name what it is
 * @param variants what is approved; at least one
 */
public record Component(int number, String name, List<Variant> variants) implements Comparable<Component> {

    private static final int MAX_NUMBER = 999;

    public Component {
        variants = List.copyOf(variants);
        if (number < 0 || number > MAX_NUMBER) {
            throw new IllegalArgumentException("component numbers are 0 to " + MAX_NUMBER + ", not " + number);
        }
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("component " + number + " has no variant");
        }
    }

    /** {@code 400-os}. */
    public String id() {
        return "%03d-%s".formatted(number, name);
    }

    /** The PCRs any of its variants speaks of. */
    public Set<Integer> pcrs() {
        return variants.stream().flatMap(v -> v.pcrs().stream()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public int compareTo(Component other) {
        return Integer.compare(number, other.number);
    }
}
