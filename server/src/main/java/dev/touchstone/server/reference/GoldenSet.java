package dev.touchstone.server.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.server.result.ResultClaims;

/**
 * An approved version in force.
 *
 * @param contentSha256 the digest of its content, as it was approved
 */
public record GoldenSet(ReferenceSet reference, Bytes contentSha256) {

    /** {@code fleet-a@3}. */
    public String id() {
        return reference.id();
    }

    /** How a signed result names it. */
    public ResultClaims.ReferenceSet claim() {
        return new ResultClaims.ReferenceSet(reference.name(), reference.version(), contentSha256);
    }
}
