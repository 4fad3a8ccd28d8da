package dev.touchstone.log.userspace;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.json.Json;
import dev.touchstone.json.JsonArray;
import dev.touchstone.json.JsonObject;
import dev.touchstone.json.JsonValue;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one CEL-JSON record of {@code content_type} "systemd". Members not known here are left to {@code raw}. */
final class RecordReader {

    private static final String SYSTEMD = "systemd";
    private static final Pattern BOOT_ID = Pattern.compile("[0-9a-f]{32}");

    private RecordReader() {}

    static UserspaceRecord read(int index, Bytes text) throws MalformedException {
        if (text.length() > UserspaceLog.MAX_RECORD_LENGTH) {
            throw refused("longer than " + UserspaceLog.MAX_RECORD_LENGTH + " bytes");
        }
        JsonObject record = Json.parse(text).asObject("a record");
        if (!record.string("content_type").equals(SYSTEMD)) {
            throw refused("content_type must be " + SYSTEMD);
        }
        JsonObject content = record.object("content");
        return new UserspaceRecord(
                index,
                register(record, content.optionalString("nvIndexName")),
                digests(record.array("digests")),
                content.optionalString("eventType"),
                content.optionalString("string"),
                bootId(content),
                timestamp(content),
                text);
    }

    private static Register register(JsonObject record, Optional<String> name) throws MalformedException {
        OptionalLong pcr = record.optionalInteger("pcr");
        OptionalLong nvIndex = record.optionalInteger("nv_index");
        if (pcr.isPresent() == nvIndex.isPresent()) {
            throw refused("either pcr or nv_index must be there, not " + (pcr.isPresent() ? "both" : "neither"));
        }
        if (pcr.isPresent()) {
            return new Register.Pcr((int) within("pcr", pcr.getAsLong(), 0, Register.Pcr.COUNT - 1));
        }
        long handle = within("nv_index", nvIndex.getAsLong(), Register.NvIndex.FIRST, Register.NvIndex.LAST);
        return new Register.NvIndex(handle, name);
    }

    private static long within(String field, long value, long first, long last) throws MalformedException {
        if (value < first || value > last) {
            throw refused(field + " must be " + first + " to " + last + ", not " + value);
        }
        return value;
    }

    private static Map<HashAlgorithm, Bytes> digests(JsonArray array) throws MalformedException {
        Map<HashAlgorithm, Bytes> digests = new EnumMap<>(HashAlgorithm.class);
        Set<String> seen = new HashSet<>();
        for (JsonValue element : array.elements()) {
            JsonObject digest = element.asObject("a digest");
            String name = digest.string("hashAlg");
            if (!seen.add(name)) {
                throw refused("digests hold one hashAlg twice");
            }
            String hex = digest.string("digest");
            Optional<HashAlgorithm> algorithm = HashAlgorithm.ofBank(name);
            if (algorithm.isPresent()) { // another algorithm's bank cannot be replayed here
                digests.put(algorithm.get(), digest(algorithm.get(), hex));
            }
        }
        if (digests.isEmpty()) {
            throw refused("digests hold no known hashAlg");
        }
        return digests;
    }

    private static Bytes digest(HashAlgorithm algorithm, String hex) throws MalformedException {
        if (hex.length() != 2 * algorithm.size()) {
            throw refused("a " + algorithm.bank() + " digest has " + 2 * algorithm.size() + " hex digits, not "
                    + hex.length());
        }
        try {
            return Bytes.ofHex(hex);
        } catch (IllegalArgumentException e) {
            throw refused("a " + algorithm.bank() + " digest is not hex");
        }
    }

    private static Optional<String> bootId(JsonObject content) throws MalformedException {
        Optional<String> bootId = content.optionalString("bootId");
        if (bootId.isPresent() && !BOOT_ID.matcher(bootId.get()).matches()) {
            throw refused("bootId must be 32 lower-case hex digits");
        }
        return bootId;
    }

    private static OptionalLong timestamp(JsonObject content) throws MalformedException {
        OptionalLong timestamp = content.optionalInteger("timestamp");
        if (timestamp.isPresent()) {
            within("timestamp", timestamp.getAsLong(), 0, Long.MAX_VALUE);
        }
        return timestamp;
    }

    private static MalformedException refused(String message) {
        return new MalformedException(0, message);
    }
}
