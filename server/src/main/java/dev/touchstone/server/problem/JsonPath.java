package dev.touchstone.server.problem;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/** Where in a document reading failed: {@code $.quote.pcrs}. Keys that are not plain words are not repeated. */
final class JsonPath {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

    private JsonPath() {}

    static String of(JacksonException failure) {
        var path = new StringBuilder("$");
        for (var step : failure.getPath()) {
            String key = step.getPropertyName();
            if (key == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append('.').append(PLAIN.matcher(key).matches() ? key : "?");
            }
        }
        return path.toString();
    }
}
