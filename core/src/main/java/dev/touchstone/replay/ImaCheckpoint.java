package dev.touchstone.replay;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * How far a boot's measurement list has been accounted for: where IMA's PCR stood after so many records, in each bank
 * quoted then. It is worth as much as whoever keeps it, and belongs to one boot.
 *
 * @param records of this boot's list
 * @param values of IMA's PCR after them; none after no records, where logs before IMA's tell
 */
public record ImaCheckpoint(long records, Map<HashAlgorithm, Bytes> values) {

    /** Before the first record of a boot. */
    public static final ImaCheckpoint ZERO = new ImaCheckpoint(0, Map.of());

    public ImaCheckpoint {
        if (records < 0 || (records == 0) != values.isEmpty()) {
            throw new IllegalArgumentException(records + " records lead to values in " + values.keySet());
        }
        values.forEach((bank, value) -> {
            if (value.length() != bank.size()) {
                throw new IllegalArgumentException("no " + bank + " PCR has " + value.length() + " bytes");
            }
        });
        values = values.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(values));
    }

    /**
     * Whether a list can be taken up from here for a quote of {@code banks}; else it is needed from its first record.
     */
    public boolean covers(Collection<HashAlgorithm> banks) {
        return records == 0 || values.keySet().containsAll(banks);
    }
}
