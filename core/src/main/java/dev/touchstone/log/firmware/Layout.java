package dev.touchstone.log.firmware;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where an event's digests are: one bare SHA-1 digest, or a counted list in any order (Hyper-V varies it). */
sealed interface Layout {

    /** Offset in {@code log} of the digest in {@code bank} for the event whose digests start at {@code at}, or −1. */
    int find(Bytes log, int at, HashAlgorithm bank);

    /** TCG_PCClientPCREvent. */
    record Sha1() implements Layout {
        @Override
        public int find(Bytes log, int at, HashAlgorithm bank) {
            return bank == HashAlgorithm.SHA1 ? at : -1;
        }
    }

    /** TPML_DIGEST_VALUES, its sizes from the Spec ID event. */
    record CryptoAgile(List<SpecId.Algorithm> algorithms) implements Layout {

        @Override
        public int find(Bytes log, int at, HashAlgorithm bank) {
            int position = at;
            for (int i = 0; i < algorithms.size(); i++) {
                int id = log.u16le(position);
                position += 2;
                if (id == bank.id()) {
                    return position;
                }
                position += sizeOf(id).orElseThrow();
            }
            return -1;
        }

        Optional<Integer> sizeOf(int algorithmId) {
            for (SpecId.Algorithm algorithm : algorithms) {
                if (algorithm.id() == algorithmId) {
                    return Optional.of(algorithm.size());
                }
            }
            return Optional.empty();
        }

        boolean hasDuplicates() {
            Set<Integer> seen = new HashSet<>();
            return !algorithms.stream().allMatch(a -> seen.add(a.id()));
        }
    }
}
