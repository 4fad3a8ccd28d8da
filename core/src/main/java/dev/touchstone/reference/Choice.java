package dev.touchstone.reference;

import java.util.BitSet;
import java.util.SortedSet;

/**
 * A variant where it stands in a merge.
 *
 * @param variant what is approved
 * @param versions the versions of its set that offer it
 * @param forbidden the bundles it does not go with, by their index in the merge
 */
record Choice(Variant variant, SortedSet<Integer> versions, BitSet forbidden) {}
