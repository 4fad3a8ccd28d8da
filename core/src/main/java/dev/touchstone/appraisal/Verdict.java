package dev.touchstone.appraisal;

/** What evidence shows of a host. STALE is not among these: it is computed when a verdict is read. */
public enum Verdict {
    /** Authentic, complete, and everything judged matches approved measurements. */
    TRUSTED,
    /** Authentic, but something judged is not approved. */
    DRIFTED,
    /** Signed by the host's key and fresh, yet it contradicts itself. */
    REJECTED,
    /** Not appraised, or nothing approved covers the host. */
    PENDING
}
