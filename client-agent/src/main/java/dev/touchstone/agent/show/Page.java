package dev.touchstone.agent.show;

import java.io.PrintStream;

/** Lines of text, as far as the terminal can show them. */
final class Page {

    private final PrintStream out;
    private final Terminal terminal;

    Page(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    int width() {
        return terminal.width();
    }

    /** The one or, on a terminal of ASCII, the other. */
    String sign(String unicode, String ascii) {
        return terminal.unicode() ? unicode : ascii;
    }

    String paint(Paint paint, String text) {
        return terminal.colour() ? paint.on(text) : text;
    }

    void title(String text) {
        line("");
        line(paint(Paint.TITLE, text));
    }

    void line(String text) {
        String shown = text.stripTrailing();
        out.println(terminal.unicode() ? shown : ascii(shown));
    }

    /** A paragraph whose lines but the first stand further in. */
    void hanging(int indent, int more, Paint paint, String text) {
        int at = indent;
        for (String part : Wrap.at(Math.max(1, terminal.width() - indent - more), text)) {
            line(" ".repeat(at) + paint(paint, part));
            at = indent + more;
        }
    }

    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '…' -> ascii.append("...");
                case '→' -> ascii.append("->");
                case '≥' -> ascii.append(">=");
                default -> {
                    if (c < 0x7f) {
                        ascii.appendCodePoint(c);
                    } else {
                        ascii.append("\\u{%x}".formatted(c));
                    }
                }
            }
        });
        return ascii.toString();
    }
}
