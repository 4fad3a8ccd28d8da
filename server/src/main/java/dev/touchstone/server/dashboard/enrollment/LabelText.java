package dev.touchstone.server.dashboard.enrollment;

import dev.touchstone.server.host.HostNames;
import dev.touchstone.server.problem.Refusal;
import java.util.Map;
import java.util.TreeMap;

/** Labels as somebody types them: {@code site=ams model=r750}, with spaces or commas in between. */
final class LabelText {

    private LabelText() {}

    static Map<String, String> parse(String text) {
        Map<String, String> labels = new TreeMap<>();
        for (String word : text.strip().split("[\\s,]+", -1)) {
            int at = word.indexOf('=');
            if (at > 0) {
                labels.put(word.substring(0, at), word.substring(at + 1));
            } else if (!word.isEmpty()) {
                throw new Refusal(400, "labels-invalid", "Labels are written site=ams model=r750.");
            }
        }
        return HostNames.requireLabels(labels);
    }
}
