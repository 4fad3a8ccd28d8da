package dev.touchstone.facts;

import dev.touchstone.event.EventContent.GrubCommand;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells the command lines among the strings GRUB measured. Its prefix, which says so, is not measured: a command line
 * that is to be hidden could be logged as a command. So it goes by the string, which for a command line begins with a
 * file, and for a command with a word.
 */
final class GrubLines {

    /** A command that loads something whose command line would not be known for one. */
    private static final Pattern UNTOLD = Pattern.compile("(linux|kernel|multiboot|module|xen_)\\w* +[^/(0-9 ]");

    private GrubLines() {}

    /** The command line of a kernel, or of a module that a multiboot kernel takes for one. */
    static Optional<String> line(GrubCommand command) {
        return startsLikeFile(command.text()) ? Optional.of(command.text()) : Optional.empty();
    }

    /** A path, a path on a device, or blocks of one. */
    private static boolean startsLikeFile(String text) {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        return first == '/' || first == '(' || (first >= '0' && first <= '9');
    }

    /** Whether it is known to be a command line, or not to be one. */
    static boolean isRead(Measurement measurement) {
        return Known.isSeparator(measurement)
                || (measurement.boundContent().orElse(null) instanceof GrubCommand command && isTold(command));
    }

    private static boolean isTold(GrubCommand command) {
        return startsLikeFile(command.text())
                || (command.prefix() == GrubCommand.Prefix.COMMAND
                        && !UNTOLD.matcher(command.text()).lookingAt());
    }
}
