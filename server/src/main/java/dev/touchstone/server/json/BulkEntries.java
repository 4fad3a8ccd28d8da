package dev.touchstone.server.json;

import dev.touchstone.server.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads requests of many entries: a JSON array, or one entry a line. One that is not an entry spoils them all. */
@Component
public class BulkEntries {

    private final JsonMapper json;

    BulkEntries(JsonMapper json) {
        this.json = json;
    }

    /** The entries of an array. */
    public <T> List<T> ofArray(List<@Nullable T> array) {
        List<T> present = array.stream().filter(Objects::nonNull).toList();
        if (present.size() != array.size()) {
            throw malformed("An entry is null.");
        }
        return present;
    }

    /**
     * The entries of lines, of which empty ones count for nothing.
     *
     * @param what an entry is, with its article
     */
    public <T> List<T> ofLines(String lines, Class<T> type, String what) {
        List<T> entries = new ArrayList<>();
        int number = 0;
        for (String line : lines.split("\n", -1)) {
            number++;
            if (!line.isBlank()) {
                entries.add(parse(line, type, "Line " + number + " is not " + what + "."));
            }
        }
        return entries;
    }

    private <T> T parse(String line, Class<T> type, String otherwise) {
        @Nullable T entry = null;
        try {
            entry = json.readValue(line, type);
        } catch (JacksonException _) {
            // told below, like null
        }
        if (entry == null) {
            throw malformed(otherwise);
        }
        return entry;
    }

    private static Refusal malformed(String detail) {
        return new Refusal(400, "malformed-request", detail);
    }
}
