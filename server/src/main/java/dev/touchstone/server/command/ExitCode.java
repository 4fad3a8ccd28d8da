package dev.touchstone.server.command;

/** What a command tells a script; 2, wrong usage, is picocli's. */
public final class ExitCode {

    /** Done. */
    public static final int OK = 0;

    /** Refused by the server or for the file handed in. */
    public static final int REFUSED = 1;

    static final int NOT_FOUND = 3;
    static final int NOT_ALLOWED = 4;
    static final int CONFLICT = 5;
    static final int NOT_REACHED = 6;

    private ExitCode() {}
}
