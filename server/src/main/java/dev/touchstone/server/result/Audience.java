package dev.touchstone.server.result;

import dev.touchstone.server.problem.Refusal;
import java.util.List;

/** For whom a result is: free text, but bounded, and fit to be shown. */
final class Audience {

    private static final int MAX = 10;
    private static final int MAX_LENGTH = 200;

    private Audience() {}

    static List<String> require(List<String> audience) {
        if (audience.size() > MAX || !audience.stream().allMatch(Audience::isFit)) {
            throw new Refusal(
                    400,
                    "audience-invalid",
                    "audience is at most %d texts of 1 to %d printable characters.".formatted(MAX, MAX_LENGTH));
        }
        return audience;
    }

    private static boolean isFit(String text) {
        return !text.isBlank()
                && text.length() <= MAX_LENGTH
                && text.codePoints().noneMatch(Audience::isUnprintable);
    }

    private static boolean isUnprintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
