package dev.touchstone.agent.show;

import dev.touchstone.agent.evidence.BootLogs;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.bytes.Printable;
import java.nio.file.Path;

/** A file is not the log it was said to be. */
public final class UnreadableLogException extends Exception {

    private static final int MAX_REASON = 300;

    UnreadableLogException(String what, Path path, MalformedException cause) {
        super(
                "the " + what + " " + name(path) + " makes no sense at byte " + cause.offset() + ": "
                        + printable(String.valueOf(cause.getMessage())),
                cause);
    }

    private static String name(Path path) {
        return path.equals(BootLogs.STDIN) ? "on stdin" : Words.plain(path.toString());
    }

    /** A parser's reason may quote what it read. */
    private static String printable(String reason) {
        String quoted = Printable.quote(reason, MAX_REASON);
        return quoted.substring(1, quoted.length() - 1).replace("\\\"", "\"");
    }
}
