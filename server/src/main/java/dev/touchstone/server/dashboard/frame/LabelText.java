package dev.touchstone.server.dashboard.frame;

import dev.touchstone.server.host.HostNames;
import dev.touchstone.server.problem.Refusal;
import java.util.Map;
import java.util.TreeMap;

/** Labels as people type them: {@code site=ams, model=r750}. */
public final class LabelText {

    private LabelText() {}

    /** The labels; none for a text that says nothing. */
    public static Map<String, String> read(String text) {
        Map<String, String> labels = new TreeMap<>();
        for (String part : text.split("[,\\n]", -1)) {
            String label = part.strip();
            int equals = label.indexOf('=');
            if (!label.isEmpty() && equals < 1) {
                throw new Refusal(400, "labels-invalid", "Labels are written as key=value, with commas in between.");
            }
            if (!label.isEmpty()) {
                labels.put(
                        label.substring(0, equals).strip(),
                        label.substring(equals + 1).strip());
            }
        }
        return HostNames.requireLabels(labels);
    }
}
