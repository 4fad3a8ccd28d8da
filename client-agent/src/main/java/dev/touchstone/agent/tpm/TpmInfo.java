package dev.touchstone.agent.tpm;

/**
 * What a TPM says of itself (TPM_PT_MANUFACTURER and following); shown to people, proof of nothing.
 *
 * @param manufacturer four letters at most, such as {@code IFX}
 * @param vendor the vendor string
 * @param firmware the firmware version as {@code major.minor.build.patch}
 */
public record TpmInfo(String manufacturer, String vendor, String firmware) {}
