package dev.touchstone.facts;

import dev.touchstone.bytes.Digest;
import java.util.List;
import java.util.Optional;

/**
 * The platform below the boot loader.
 *
 * @param crtmVersion the firmware's own name for its first code
 * @param volumes the firmware's parts, in order
 * @param drivers EFI drivers and option ROMs loaded before the boot loader, in order
 * @param unverifiedBootOrder numbers of the boot options in the order tried; which variable that is, is only said
 * @param bootOptions the boot options measured
 * @param debugMode whether the firmware said it runs in debug mode
 * @param dmaProtectionDisabled whether the firmware said that devices may write to all of memory
 */
public record Firmware(
        Optional<String> crtmVersion,
        List<Volume> volumes,
        List<BootImage> drivers,
        List<Integer> unverifiedBootOrder,
        List<BootOption> bootOptions,
        boolean debugMode,
        boolean dmaProtectionDisabled) {

    public Firmware {
        volumes = List.copyOf(volumes);
        drivers = List.copyOf(drivers);
        unverifiedBootOrder = List.copyOf(unverifiedBootOrder);
        bootOptions = List.copyOf(bootOptions);
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
