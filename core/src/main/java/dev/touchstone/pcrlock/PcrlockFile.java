package dev.touchstone.pcrlock;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.json.Json;
import dev.touchstone.json.JsonArray;
import dev.touchstone.json.JsonObject;
import dev.touchstone.json.JsonValue;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One {@code .pcrlock} file (systemd.pcrlock(5)): {@code {"records":[{"pcr":4,"digests":[{"hashAlg":"sha256",
 * "digest":hex}]}]}}. Members of our own, which systemd passes over: {@code label}, {@code bundle} and {@code pcrs} of
 * the variant, {@code description} of a record.
 *
 * @param label what the variant is called
 * @param bundle what it goes with
 * @param pcrs the PCRs it speaks of; none if it has no records and does not say
 * @param records in order
 */
record PcrlockFile(String label, String bundle, Set<Integer> pcrs, List<ReferenceRecord> records) {

    private static final Set<String> MEMBERS = Set.of("label", "bundle", "pcrs", "records");
    private static final int PCRS = 24;

    /** A SHA-1 digest has four values and keys in 70 bytes. */
    private static final int BYTES_A_VALUE = 8;

    static PcrlockFile parse(Bytes content, String defaultLabel) throws MalformedException {
        if (content.length() > PcrlockDirectory.MAX_FILE) {
            throw new MalformedException(
                    0, content.length() + " bytes, at most " + PcrlockDirectory.MAX_FILE + " are read");
        }
        JsonObject file = Json.parseDense(content, BYTES_A_VALUE).asObject("a .pcrlock file");
        Members.requireKnown(file, MEMBERS);
        List<ReferenceRecord> records = records(file, defaultLabel);
        Set<Integer> pcrs = new TreeSet<>();
        records.forEach(r -> pcrs.add(r.pcr()));
        if (file.members().containsKey("pcrs")) {
            pcrs.addAll(pcrs(file.array("pcrs")));
        }
        String label = file.optionalString("label").orElse(defaultLabel);
        String bundle = file.optionalString("bundle").orElse(Variant.OWN_BUNDLE);
        return new PcrlockFile(label, bundle, pcrs, records);
    }

    private static List<ReferenceRecord> records(JsonObject file, String defaultText) throws MalformedException {
        JsonArray array = file.array("records");
        List<ReferenceRecord> records = new ArrayList<>();
        for (JsonValue value : array.elements()) {
            records.add(PcrlockRecord.parse(value.asObject("record " + records.size()), defaultText));
        }
        return records;
    }

    private static Set<Integer> pcrs(JsonArray array) throws MalformedException {
        Set<Integer> pcrs = new TreeSet<>();
        for (JsonValue value : array.elements()) {
            pcrs.add(pcr(value.asLong("pcrs")));
        }
        return pcrs;
    }

    /** A PCR that golden measurements may speak of: not those anyone may reset. */
    static int pcr(long pcr) throws MalformedException {
        if (pcr < 0 || pcr >= PCRS) {
            throw new MalformedException(0, "there is no PCR " + pcr);
        }
        if (pcr == 16 || pcr == 23) {
            throw new MalformedException(0, "anyone may reset PCR " + pcr + ": it is never judged");
        }
        return (int) pcr;
    }
}
