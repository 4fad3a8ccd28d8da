package dev.touchstone.replay;

/** What the kernel extends a bank by for a record of IMA's list. */
public enum ImaVariant {
    /** The bank's own hash of the template data; all ones for a violation (kernel 5.8 and later). */
    PER_BANK,
    /**
     * The SHA-1 hash of the template data with zeros after it; twenty FF with zeros after them for a violation. What
     * kernels before 5.8 do, and later ones in a bank whose hash they cannot compute.
     */
    PADDED_SHA1
}
