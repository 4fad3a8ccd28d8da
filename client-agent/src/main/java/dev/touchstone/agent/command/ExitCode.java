package dev.touchstone.agent.command;

/** What a shell learns. */
final class ExitCode {

    static final int OK = 0;
    static final int LOCAL = 1;
    static final int USAGE = 2;
    static final int REFUSED = 4;
    static final int NETWORK = 6;
    static final int NOT_TRUSTED = 10;
    static final int FINDINGS = NOT_TRUSTED; // it worked, and the answer is no
    static final int TEMPORARY = 75;

    private ExitCode() {}
}
