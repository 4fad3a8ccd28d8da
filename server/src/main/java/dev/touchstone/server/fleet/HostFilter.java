package dev.touchstone.server.fleet;

import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostState;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which hosts. Several values of one kind are alternatives; kinds must all hold.
 *
 * @param states empty for any but RETIRED
 * @param labels granted labels by key; the value {@code ""} is for hosts without that label
 * @param name part of the name, in letters of either case
 * @param set a reference set that the host last was TRUSTED by, as {@code name} or {@code name@version}
 * @param cluster a drift cluster it is a member of
 */
public record HostFilter(
        Set<EffectiveVerdict> verdicts,
        Set<HostState> states,
        Set<String> identities,
        SortedMap<String, SortedSet<String>> labels,
        Optional<String> name,
        Optional<String> set,
        Optional<Long> cluster) {

    /** Every host but the retired. */
    public static final HostFilter NONE = new HostFilter(
            Set.of(), Set.of(), Set.of(), new TreeMap<>(), Optional.empty(), Optional.empty(), Optional.empty());

    public HostFilter {
        verdicts = verdicts.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(verdicts));
        states = states.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(states));
        identities = Collections.unmodifiableSortedSet(new TreeSet<>(identities));
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** With these verdicts in place of others; with any if there are none. */
    public HostFilter verdicts(Set<EffectiveVerdict> other) {
        return new HostFilter(other, states, identities, labels, name, set, cluster);
    }

    /** In these states in place of others; in any but RETIRED if there are none. */
    public HostFilter states(Set<HostState> other) {
        return new HostFilter(verdicts, other, identities, labels, name, set, cluster);
    }

    HostFilter identities(Set<String> other) {
        return new HostFilter(verdicts, states, other, labels, name, set, cluster);
    }

    HostFilter labels(SortedMap<String, SortedSet<String>> other) {
        return new HostFilter(verdicts, states, identities, other, name, set, cluster);
    }

    /** Whatever their name. */
    public HostFilter withoutName() {
        return new HostFilter(verdicts, states, identities, labels, Optional.empty(), set, cluster);
    }

    /** Whatever set they were trusted by. */
    public HostFilter withoutSet() {
        return new HostFilter(verdicts, states, identities, labels, name, Optional.empty(), cluster);
    }

    /** In whatever cluster. */
    public HostFilter withoutCluster() {
        return new HostFilter(verdicts, states, identities, labels, name, set, Optional.empty());
    }
}
