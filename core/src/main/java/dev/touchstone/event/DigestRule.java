package dev.touchstone.event;

/**
 * What the digest of an event is of. The event's type and register choose the rule; nothing covers the type, so a rule
 * only ever costs an event its binding, and what is bound is shown in full under any type.
 */
public enum DigestRule {
    /** H(event data). */
    DATA(Reach.DATA, "the event data", "PC Client PFP §10.4.1"),
    /** H(event data), but some firmware measures something else and logs a description. */
    DATA_OR_ELSEWHERE(Reach.EITHER, "the event data, or what it describes", "PC Client PFP §10.4.1"),
    /** Of EV_EFI_VARIABLE_BOOT the content alone, not the name it is logged under. */
    VARIABLE_CONTENT(Reach.DATA, "the variable's content", "PC Client PFP §10.4.1, EV_EFI_VARIABLE_BOOT"),
    /** shim before 15.5 hashed all but the last byte of what it logged. */
    VARIABLE_WITH_SPARE(Reach.DATA, "the event data, less a spare byte", "shim, tpm_measure_variable"),
    /** One of three values; of an error the data is a description. */
    SEPARATOR(Reach.DATA, "a separator value", "PC Client PFP §2.3.4"),
    /** The string without its prefix and terminator. */
    GRUB_STRING(Reach.DATA, "the string after its prefix", "GRUB manual, Measuring boot components"),
    /** The name as ASCII with its NUL, which is logged as UTF-16. */
    SECTION_NAME(Reach.DATA, "the section's name", "UAPI.5, PCR 11"),
    /** The section as loaded; the event names it. */
    SECTION_CONTENT(Reach.ELSEWHERE, "the section's content", "UAPI.5, PCR 11"),
    /** A PE image, hashed as Authenticode does. */
    IMAGE(Reach.ELSEWHERE, "the PE image (Authenticode)", "PC Client PFP §10.2.3"),
    /** Memory the event points to. */
    FIRMWARE(Reach.ELSEWHERE, "the firmware volume", "PC Client PFP §10.2.5"),
    /** Tables the event points to. */
    TABLES(Reach.ELSEWHERE, "the tables it points to", "PC Client PFP §10.2.4"),
    /** The content of the file named. */
    FILE(Reach.ELSEWHERE, "the file's content", "GRUB manual, Measuring boot components"),
    /** The content of the variable named. */
    NAMED_VARIABLE(Reach.ELSEWHERE, "the variable's content", "shim, README.tpm"),
    /** An archive made by the loader and described by the event. */
    GENERATED_INITRD(Reach.ELSEWHERE, "the archive described", "systemd-stub(7), PCR 12 and 13"),
    /** What a tag stands for. */
    TAGGED(Reach.ELSEWHERE, "what the tag stands for", "PC Client PFP §10.4.2.1"),
    /** Something the event describes in a way of its own. */
    DESCRIBED(Reach.ELSEWHERE, "what the event describes", "PC Client PFP §10.4.1"),
    /** EV_NO_ACTION is information for whoever reads the log. */
    NOT_MEASURED(Reach.NOTHING, "nothing: the event is not measured", "PC Client PFP §10.4.5"),
    /** The type is not known here. */
    UNKNOWN(Reach.ELSEWHERE, "unknown", "none");

    /** How a digest under a rule relates to the event data. */
    enum Reach {
        DATA,
        EITHER,
        ELSEWHERE,
        NOTHING
    }

    private final Reach reach;
    private final String of;
    private final String citation;

    DigestRule(Reach reach, String of, String citation) {
        this.reach = reach;
        this.of = of;
        this.citation = citation;
    }

    /** What the digest is of, for a person: {@code the PE image (Authenticode)}. */
    public String of() {
        return of;
    }

    /** Where that is laid down. */
    public String citation() {
        return citation;
    }

    Reach reach() {
        return reach;
    }
}
