package dev.touchstone.facts;

import dev.touchstone.bytes.Digest;
import java.util.List;
import java.util.Optional;

/**
 * The platform below the boot loader.
 *
 * @param unverifiedCrtmVersion the firmware's own name for its first code; which of PCR 0's texts that is, is only said
 * @param volumes all that was measured into PCR 0, in order: the firmware's version and its parts
 * @param drivers all that was measured into PCR 2, in order: EFI drivers and option ROMs of devices
 * @param unverifiedBootOrder numbers of the boot options in the order tried; which variable that is, is only said
 * @param unverifiedBootOptions the boot options; which of what was measured they are, is only said
 * @param debugMode whether the firmware said, in PCR 7, that it runs in debug mode
 * @param dmaProtectionDisabled whether the firmware said, in PCR 7, that devices may write to all of memory
 */
public record Firmware(
        Optional<String> unverifiedCrtmVersion,
        List<Volume> volumes,
        List<BootImage> drivers,
        List<Integer> unverifiedBootOrder,
        List<BootOption> unverifiedBootOptions,
        boolean debugMode,
        boolean dmaProtectionDisabled) {

    public Firmware {
        volumes = List.copyOf(volumes);
        drivers = List.copyOf(drivers);
        unverifiedBootOrder = List.copyOf(unverifiedBootOrder);
        unverifiedBootOptions = List.copyOf(unverifiedBootOptions);
    }

    /** A part of the firmware, known by its digest alone. */
    public record Volume(int event, Digest digest, String unverifiedDescription) {}

    /**
     * A boot option.
     *
     * @param unverifiedName {@code Boot0001}: the number is not measured
     * @param active whether it may be tried
     */
    public record BootOption(String unverifiedName, boolean active, String description, String devicePath) {}
}
