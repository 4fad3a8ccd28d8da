package dev.touchstone.agent.command;

import java.io.PrintStream;
import java.util.Map;

/** Says things to people on stderr; to journald with its priorities (sd-daemon(3)). */
final class Messages {

    private final PrintStream stream;
    private final boolean journal;

    Messages(PrintStream stream, Map<String, String> environment) {
        this.stream = stream;
        this.journal = environment.containsKey("JOURNAL_STREAM");
    }

    void error(String message) {
        say("<3>", message);
    }

    void warning(String message) {
        say("<4>", message);
    }

    void info(String message) {
        say("<6>", message);
    }

    private void say(String priority, String message) {
        String line = message.replaceAll("\\p{Cntrl}", " ");
        stream.println(journal ? priority + line : "touchstone-agent: " + line);
    }
}
