package dev.touchstone.bytes;

/**
 * A digest and the algorithm that made it.
 *
 * @param algorithm the hash algorithm
 * @param value as many bytes as the algorithm gives
 */
public record Digest(HashAlgorithm algorithm, Bytes value) {

    public Digest {
        if (value.length() != algorithm.size()) {
            throw new IllegalArgumentException(
                    algorithm + " digests have " + algorithm.size() + " bytes, not " + value.length());
        }
    }

    /** {@code sha256:9f86d0…}, whole. */
    @Override
    public String toString() {
        return algorithm.bank() + ":" + value;
    }
}
