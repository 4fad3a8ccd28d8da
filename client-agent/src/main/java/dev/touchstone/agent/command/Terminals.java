package dev.touchstone.agent.command;

import dev.touchstone.agent.show.Terminal;
import dev.touchstone.agent.show.TerminalSize;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** What this process writes text to. */
final class Terminals {

    private Terminals() {}

    static Terminal stdout() {
        return new Terminal(
                width(System.getenv()),
                Ansi.AUTO.enabled(),
                System.out.charset().equals(StandardCharsets.UTF_8));
    }

    /** COLUMNS, else the terminal's; a file and a pipe have none. */
    static int width(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{0,4}")
                ? Integer.parseInt(columns)
                : TerminalSize.columns().orElse(Terminal.UNBOUNDED);
    }
}
