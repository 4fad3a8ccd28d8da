package dev.touchstone.server.host;

import dev.touchstone.server.problem.Refusal;
import java.util.Map;
import java.util.regex.Pattern;

/** What a host may be called and labelled; the database holds the same rule. */
public final class HostNames {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?");
    private static final Pattern LABEL_KEY = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?");
    private static final int MAX_LABEL_VALUE = 255;
    private static final int MAX_LABELS = 64;

    private HostNames() {}

    /** Refuses what is no host name. */
    public static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new Refusal(
                    400,
                    "host-name-invalid",
                    "A host name has 1 to 253 letters, digits, dots, hyphens and underscores, and starts and ends with a"
                            + " letter or digit.");
        }
        return name;
    }

    /** Refuses labels that are too many, too long or oddly spelt. */
    public static Map<String, String> requireLabels(Map<String, String> labels) {
        boolean wellFormed = labels.size() <= MAX_LABELS
                && labels.keySet().stream().allMatch(k -> LABEL_KEY.matcher(k).matches())
                && labels.values().stream().allMatch(HostNames::isLabelValue);
        if (!wellFormed) {
            throw new Refusal(
                    400,
                    "labels-invalid",
                    "At most 64 labels; keys of 1 to 63 letters, digits, dots, hyphens, underscores and slashes; values"
                            + " of at most 255 printable characters.");
        }
        return Map.copyOf(labels);
    }

    private static boolean isLabelValue(String value) {
        return value.length() <= MAX_LABEL_VALUE && value.codePoints().noneMatch(HostNames::isUnprintable);
    }

    private static boolean isUnprintable(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }
}
