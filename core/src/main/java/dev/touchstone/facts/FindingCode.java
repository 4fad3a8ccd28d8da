package dev.touchstone.facts;

import java.util.Locale;

/** What can be odd about a boot's logs. Written as {@link #toString}; the codes are stable. */
public enum FindingCode {
    /** By its type the digest is of the data, and it is not. */
    DIGEST_CONTRADICTS_DATA(Severity.CONTRADICTION),
    /** The data fits the digest of one bank and not that of another. */
    BANKS_DISAGREE(Severity.CONTRADICTION),
    /** The data is not what the type says. */
    DATA_UNREADABLE(Severity.WARNING),
    /** The event's type is not known here. */
    TYPE_UNKNOWN(Severity.NOTE),
    /** The type does not belong into the register. */
    TYPE_OUT_OF_PLACE(Severity.WARNING),
    /** The digest is that of a separator, and the type says otherwise. */
    SEPARATOR_RETYPED(Severity.CONTRADICTION),
    /** An event that is not measured carries a digest, as one retyped would. */
    UNMEASURED_WITH_DIGEST(Severity.WARNING),
    /** A register of the firmware without the end of its stage. */
    SEPARATOR_MISSING(Severity.WARNING),
    /** A second end of the same stage. */
    SEPARATOR_REPEATED(Severity.WARNING),
    /** The firmware ended its stage because of an error. */
    SEPARATOR_ERROR(Severity.WARNING),
    /** The firmware measured more after the end of its stage. */
    AFTER_SEPARATOR(Severity.WARNING),
    /** The variable SecureBoot was measured twice, or after the firmware's stage. */
    SECURE_BOOT_AMBIGUOUS(Severity.CONTRADICTION),
    /** A Secure Boot variable was measured twice. */
    VARIABLE_REPEATED(Severity.WARNING),
    /** Secure Boot variables in another order than SecureBoot, PK, KEK, db, dbx. */
    VARIABLE_ORDER(Severity.WARNING),
    /** An authority was used though Secure Boot is off. */
    AUTHORITY_WITHOUT_SECURE_BOOT(Severity.NOTE),
    /** An image was loaded before the firmware said that it boots. */
    IMAGE_BEFORE_BOOT(Severity.NOTE),
    /** The same image was measured twice, as shim and the firmware do with a kernel. */
    IMAGE_REPEATED(Severity.NOTE),
    /** A boot option was tried, and another after it. */
    BOOT_RETRIED(Severity.NOTE),
    /** The firmware runs in debug mode. */
    DEBUG_MODE(Severity.WARNING),
    /** Devices may write to all of memory. */
    DMA_PROTECTION_DISABLED(Severity.WARNING),
    /** A section of a unified kernel without its name, or a name without a section. */
    SECTION_UNPAIRED(Severity.WARNING),
    /** The string of a userspace record is not what was measured. */
    STRING_CONTRADICTS_DIGEST(Severity.CONTRADICTION),
    /** A userspace record that cannot be checked, in a register the firmware measures into. */
    KEYED_RECORD_OUT_OF_PLACE(Severity.CONTRADICTION),
    /** A file changed while it was measured. */
    IMA_VIOLATION(Severity.WARNING),
    /** The kernel started from other PCRs than the firmware log leads to. */
    BOOT_AGGREGATE_DIFFERS(Severity.CONTRADICTION);

    /** How bad it is. */
    public enum Severity {
        /** Known of honest machines. */
        NOTE,
        /** Seen on honest machines, and worth a look. */
        WARNING,
        /** The log says one thing, its digests another. Some firmware does so of itself. */
        CONTRADICTION;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Severity severity;

    FindingCode(Severity severity) {
        this.severity = severity;
    }

    /** How bad it is. */
    public Severity severity() {
        return severity;
    }

    /** {@code banks-disagree}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
