/**
 * What one event of the firmware log says, and how far its digest vouches for it: its data decoded by the type it
 * claims, the rule by which that type's digest relates to the data, and whether the digest keeps to the rule.
 *
 * <p>Not for: what several events say together, and not for trust: a bound event is as good as the replay of its
 * digest.
 */
@NullMarked
package dev.touchstone.event;

import org.jspecify.annotations.NullMarked;
