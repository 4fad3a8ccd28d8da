package dev.touchstone.replay;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.Optional;

/**
 * An NvPCR as systemd's log leads to it.
 *
 * @param handle of the NV index
 * @param name systemd's name for it, by the log's word
 * @param algorithm of the index
 * @param start what PCR 9 says it starts from
 * @param value after the last record
 * @param records how many extend it
 */
public record NvPcr(
        long handle, Optional<String> name, HashAlgorithm algorithm, Start start, Bytes value, int records) {

    NvPcr extended(Bytes digest) {
        return new NvPcr(handle, name, algorithm, start, algorithm.extend(value, digest), records + 1);
    }

    /** What an index starts from. */
    public sealed interface Start {

        /** The value before the first logged record. */
        default Bytes value(HashAlgorithm algorithm) {
            return this instanceof Anchored(Bytes value) && value.length() == algorithm.size()
                    ? value
                    : algorithm.zero();
        }

        /** systemd 259 to 261: the value after the extend by a secret, measured into PCR 9. */
        record Anchored(Bytes value) implements Start {}

        /** systemd 262: the index's TPM Name, measured into PCR 9; its value starts from zero. */
        record Named(Bytes name) implements Start {}

        /** PCR 9 says nothing of it: whoever may write the index can have done so before. */
        record Unsaid() implements Start {}
    }
}
