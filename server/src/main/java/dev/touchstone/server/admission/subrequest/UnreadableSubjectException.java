package dev.touchstone.server.admission.subrequest;

/** Whom a proxy asks about cannot be told from its headers. */
final class UnreadableSubjectException extends Exception {

    private final String code;

    /**
     * What is wrong, without what was sent.
     *
     * @param code lower-case words joined by hyphens
     */
    UnreadableSubjectException(String code) {
        super(code, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }
}
