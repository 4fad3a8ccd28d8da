package dev.touchstone.server.host;

/** Where a host stands in its life with us. */
public enum HostState {
    /** Proved its TPM, admitted by nobody yet. */
    AWAITING_APPROVAL,
    ACTIVE,
    /** Active, without an alarm when evidence goes stale. */
    MAINTENANCE,
    /** No longer trusted, whatever it proves. */
    REVOKED,
    /** Gone; its name is free again. */
    RETIRED;

    /** Whether somebody stands by the host, so that its evidence counts for something. */
    public boolean admitted() {
        return switch (this) {
            case ACTIVE, MAINTENANCE -> true;
            case AWAITING_APPROVAL, REVOKED, RETIRED -> false;
        };
    }
}
