package dev.touchstone.log.userspace;

import dev.touchstone.bytes.Bytes;

/**
 * Whether the string of a record is what its digest is of. Only {@link Bound} hands the string out as such. None of the
 * others shows tampering by itself: systemd may measure more than it writes down.
 */
public sealed interface Binding {

    /**
     * H(string) is the digest: once the digest is replayed, the string is what was extended. Who extended it, and the
     * event type beside it, are not proved.
     *
     * @param string what was measured
     */
    record Bound(String string) implements Binding {}

    /**
     * Records of this kind carry an HMAC under a secret the log does not hold: a volume key, the {@code credentials}
     * NvPCR. The string can be anything.
     */
    record UnboundByKind() implements Binding {}

    /**
     * There is nothing to compare in this bank.
     *
     * @param why for a person
     */
    record Uncheckable(String why) implements Binding {}

    /**
     * The digest is of something else than the string.
     *
     * @param expected H(string)
     * @param actual the digest in the record
     */
    record Mismatch(Bytes expected, Bytes actual) implements Binding {}
}
