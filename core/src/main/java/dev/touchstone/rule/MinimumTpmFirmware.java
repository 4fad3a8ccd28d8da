package dev.touchstone.rule;

import java.util.List;

/**
 * The TPM runs this firmware or newer. The number's make is the manufacturer's own, so this is for hosts of one model.
 *
 * @param version 64 bits, unsigned, as the quote has it: TPM_PT_FIRMWARE_VERSION_1 and _2 with most manufacturers
 */
public record MinimumTpmFirmware(long version) implements Rule {

    /** Its id. */
    public static final String ID = "minimum-tpm-firmware";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String text() {
        return "The TPM's firmware is " + words(version) + " or newer.";
    }

    @Override
    public String citation() {
        return "TPM 2.0 Library, Part 2, §10.12.12 (TPMS_ATTEST, firmwareVersion); Part 1, §36.7 (obfuscated outside the"
                + " endorsement and platform hierarchies)";
    }

    @Override
    public List<RuleFailure> evaluate(RuleSubject subject) {
        var quote = subject.boot().quote();
        if (!quote.underEndorsementKey()) {
            return List.of(RuleFailure.of(
                    this,
                    "The TPM's firmware version is obfuscated.",
                    "an attestation key made under the endorsement key",
                    "a key of another hierarchy"));
        }
        return Long.compareUnsigned(quote.firmwareVersion(), version) >= 0
                ? List.of()
                : List.of(RuleFailure.of(
                        this,
                        "The TPM's firmware is too old.",
                        words(version) + " or newer",
                        words(quote.firmwareVersion())));
    }

    /** Its four parts of 16 bits: {@code 7.85.4555.0}. */
    private static String words(long version) {
        return "%d.%d.%d.%d"
                .formatted(version >>> 48, version >>> 32 & 0xffff, version >>> 16 & 0xffff, version & 0xffff);
    }
}
