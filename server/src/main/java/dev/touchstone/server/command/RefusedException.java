package dev.touchstone.server.command;

/** The server's answer is not the one asked for; the message is its problem as one sentence. */
public final class RefusedException extends Exception {

    private final int status;

    RefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** What scripts are told, as the exit code of a command. */
    int exitCode() {
        return switch (status) {
            case 401, 403 -> ExitCode.NOT_ALLOWED;
            case 404 -> ExitCode.NOT_FOUND;
            case 409, 412, 428 -> ExitCode.CONFLICT;
            default -> status >= 500 ? ExitCode.NOT_REACHED : ExitCode.REFUSED;
        };
    }
}
