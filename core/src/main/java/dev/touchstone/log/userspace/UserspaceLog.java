package dev.touchstone.log.userspace;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.json.JsonSequence;
import java.util.ArrayList;
import java.util.List;

/**
 * systemd's {@code /run/log/systemd/tpm2-measure.log}: CEL-JSON records (TCG Canonical Event Log §5) in an RFC 7464
 * sequence, each added after the extend it tells of. It is unsigned; replay decides what of it happened.
 *
 * @param records in the order of their extends
 */
public record UserspaceLog(List<UserspaceRecord> records) {

    /** Records in one log. A boot makes some twenty. */
    public static final int MAX_RECORDS = 100_000;

    /** Bytes in one record; the longest kind, a login, holds one user's record. */
    public static final int MAX_RECORD_LENGTH = 256 * 1024;

    public UserspaceLog {
        records = List.copyOf(records);
    }

    /**
     * Reads a whole log; no bytes are a log without records. A record cut by an interrupted write is refused, and with
     * it the log: what was extended there is not known.
     */
    public static UserspaceLog parse(Bytes log) throws MalformedException {
        List<UserspaceRecord> records = new ArrayList<>();
        for (JsonSequence.Element element : JsonSequence.split(log, MAX_RECORDS)) {
            records.add(record(records.size(), element));
        }
        return new UserspaceLog(records);
    }

    private static UserspaceRecord record(int index, JsonSequence.Element element) throws MalformedException {
        try {
            return RecordReader.read(index, element.text());
        } catch (MalformedException e) {
            throw new MalformedException(element.offset() + e.offset(), "record " + index + ": " + e.getMessage());
        }
    }
}
