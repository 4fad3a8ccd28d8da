package dev.touchstone.pcrlock;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.bytes.Printable;
import dev.touchstone.json.JsonObject;
import dev.touchstone.json.JsonValue;
import dev.touchstone.reference.ReferenceRecord;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** One record of a {@code .pcrlock} file. */
final class PcrlockRecord {

    private static final Set<String> MEMBERS = Set.of("pcr", "digests", "description");
    private static final Set<String> DIGEST_MEMBERS = Set.of("hashAlg", "digest");

    private PcrlockRecord() {}

    /** {@code defaultText} is the record's text if it has none. */
    static ReferenceRecord parse(JsonObject entry, String defaultText) throws MalformedException {
        Members.requireKnown(entry, MEMBERS);
        int pcr = PcrlockFile.pcr(entry.integer("pcr"));
        Map<HashAlgorithm, Bytes> digests = new EnumMap<>(HashAlgorithm.class);
        for (JsonValue value : entry.array("digests").elements()) {
            addDigest(digests, value.asObject("digests"));
        }
        if (digests.isEmpty()) {
            throw new MalformedException(0, "a record of PCR " + pcr + " has no digest");
        }
        return new ReferenceRecord(
                pcr, digests, entry.optionalString("description").orElse(defaultText));
    }

    private static void addDigest(Map<HashAlgorithm, Bytes> digests, JsonObject entry) throws MalformedException {
        Members.requireKnown(entry, DIGEST_MEMBERS);
        String name = entry.string("hashAlg");
        HashAlgorithm bank = HashAlgorithm.ofBank(name)
                .orElseThrow(() -> new MalformedException(0, Printable.word(name) + " is no hash algorithm of a bank"));
        Bytes digest = Members.hex(entry.string("digest"));
        if (digest.length() != bank.size()) {
            throw new MalformedException(
                    0, bank.bank() + " digests have " + bank.size() + " bytes, not " + digest.length());
        }
        if (digests.put(bank, digest) != null) {
            throw new MalformedException(0, "a record has two " + bank.bank() + " digests");
        }
    }
}
