package dev.touchstone.server.image;

import dev.touchstone.server.problem.Refusal;
import java.util.regex.Pattern;

/** What files, images and lists may be called by whoever sends them. */
public final class Names {

    private static final Pattern NAME = Pattern.compile("[^\\p{C}/]{1,200}");

    private Names() {}

    /**
     * Requires that {@code name} is one.
     *
     * @throws Refusal 400 otherwise
     */
    public static void require(String name) {
        if (name.isBlank() || !NAME.matcher(name).matches()) {
            throw new Refusal(
                    400,
                    "name-invalid",
                    "A name has 1 to 200 characters, none of them a slash or a control character.");
        }
    }
}
