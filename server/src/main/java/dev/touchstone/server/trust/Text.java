package dev.touchstone.server.trust;

/** Text out of certificates and parsers, made fit for a log line and a page. */
final class Text {

    private static final int MAX_LENGTH = 300;

    private Text() {}

    /** Control characters replaced, the length bounded. */
    static String printable(String text) {
        String bounded = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
        return bounded.replaceAll("\\p{C}", "�");
    }

    /** What an exception says, or at least what it is. */
    static String line(Throwable problem) {
        String message = problem.getMessage();
        return printable(message == null ? problem.getClass().getSimpleName() : message);
    }
}
