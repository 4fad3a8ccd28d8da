package dev.touchstone.agent.show;

/** Colours, which say nothing that the words do not. */
enum Paint {
    PLAIN(""),
    TITLE("1"),
    FAINT("2"),
    BAD("1;31"),
    ODD("33");

    private final String code;

    Paint(String code) {
        this.code = code;
    }

    String on(String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[m";
    }
}
