package dev.touchstone.server.command;

/** Text from a server or a file, made fit for a terminal: what would move its cursor or colour it does not pass. */
public final class Shown {

    private Shown() {}

    /** Without control characters but line feeds. */
    public static String line(String text) {
        return text.replaceAll("[\\p{C}&&[^\\n]]", "�");
    }

    /** What an exception says, or at least what it is. */
    static String of(Throwable problem) {
        String message = problem.getMessage();
        return message == null
                ? problem.getClass().getSimpleName()
                : problem.getClass().getSimpleName().replaceAll("Exception$", "") + ": " + line(message);
    }
}
