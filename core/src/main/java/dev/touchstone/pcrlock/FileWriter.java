package dev.touchstone.pcrlock;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.Variant;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes one {@code .pcrlock} file, a record a line so that versions can be compared by eye. */
final class FileWriter {

    private FileWriter() {}

    /** {@code implied} is the label the file's name gives it. */
    static Bytes write(Variant.Sequence variant, String implied) {
        StringBuilder text = new StringBuilder("{");
        if (!variant.label().equals(implied)) {
            text.append("\"label\":").append(quoted(variant.label())).append(",\n");
        }
        if (!variant.bundle().equals(Variant.OWN_BUNDLE)) {
            text.append("\"bundle\":").append(quoted(variant.bundle())).append(",\n");
        }
        Set<Integer> measured = new TreeSet<>();
        variant.records().forEach(r -> measured.add(r.pcr()));
        if (!measured.equals(variant.pcrs())) {
            text.append("\"pcrs\":").append(new TreeSet<>(variant.pcrs())).append(",\n");
        }
        String records = variant.records().stream().map(r -> record(r, implied)).collect(Collectors.joining(",\n"));
        return Bytes.ofUtf8(text + "\"records\":[" + (records.isEmpty() ? "" : "\n" + records) + "]}\n");
    }

    private static String record(ReferenceRecord entry, String implied) {
        String digests = new TreeMap<>(entry.digests())
                .entrySet().stream().map(d -> digest(d.getKey(), d.getValue())).collect(Collectors.joining(","));
        String description = entry.text().equals(implied) ? "" : ",\"description\":" + quoted(entry.text());
        return "{\"pcr\":" + entry.pcr() + ",\"digests\":[" + digests + "]" + description + "}";
    }

    private static String digest(HashAlgorithm bank, Bytes digest) {
        return "{\"hashAlg\":\"" + bank.bank() + "\",\"digest\":\"" + digest + "\"}";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || Character.isISOControl(c)) {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
