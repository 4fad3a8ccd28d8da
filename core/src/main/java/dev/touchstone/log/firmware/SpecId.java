package dev.touchstone.log.firmware;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The header of a crypto-agile log: TCG_EfiSpecIDEvent (PC Client PFP §10.4.5.1). Nothing measures it.
 *
 * @param platformClass 0 client, 1 server
 * @param major of the specification's version
 * @param minor of the specification's version
 * @param errata of the specification
 * @param uintnSize 1 for 32-bit firmware, 2 for 64-bit
 * @param algorithms that every event has a digest of, in order, known here or not
 * @param vendorInfo the maker's own, at most 255 bytes
 */
public record SpecId(
        long platformClass,
        int major,
        int minor,
        int errata,
        int uintnSize,
        List<Algorithm> algorithms,
        Bytes vendorInfo) {

    public SpecId {
        algorithms = List.copyOf(algorithms);
    }

    /**
     * A bank.
     *
     * @param id TPM_ALG_ID
     * @param size bytes of a digest
     */
    public record Algorithm(int id, int size) {

        @Override
        public String toString() {
            return HashAlgorithm.ofId(id).map(HashAlgorithm::bank).orElseGet(() -> "0x%04x".formatted(id));
        }
    }

    /** {@code PC Client 2.0 errata 2, server, banks sha1, sha256}. */
    @Override
    public String toString() {
        String banks = algorithms.stream().map(Algorithm::toString).collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "PC Client %d.%d errata %d, %s, banks %s",
                major,
                minor,
                errata,
                platformClass == 0 ? "client" : platformClass == 1 ? "server" : "platform class " + platformClass,
                banks);
    }
}
