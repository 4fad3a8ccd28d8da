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
    RETIRED
}
