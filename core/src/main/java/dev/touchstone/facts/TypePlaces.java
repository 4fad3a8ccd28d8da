package dev.touchstone.facts;

import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.firmware.FirmwareEvent;
import java.util.Map;
import java.util.Set;

/**
 * The registers a type of event is measured into (PC Client PFP §3.3.4; systemd and shim for those of boot loaders).
 */
final class TypePlaces {

    private static final Set<Integer> PLATFORM = Set.of(0, 1, 2, 3);

    private static final Map<EventType, Set<Integer>> PLACES = Map.ofEntries(
            Map.entry(EventType.EV_S_CRTM_VERSION, Set.of(0)),
            Map.entry(EventType.EV_S_CRTM_CONTENTS, Set.of(0)),
            Map.entry(EventType.EV_EFI_HCRTM_EVENT, Set.of(0)),
            Map.entry(EventType.EV_EFI_PLATFORM_FIRMWARE_BLOB, PLATFORM),
            Map.entry(EventType.EV_EFI_PLATFORM_FIRMWARE_BLOB2, PLATFORM),
            Map.entry(EventType.EV_EFI_HANDOFF_TABLES, PLATFORM),
            Map.entry(EventType.EV_EFI_HANDOFF_TABLES2, PLATFORM),
            Map.entry(EventType.EV_EFI_BOOT_SERVICES_DRIVER, Set.of(0, 2)),
            Map.entry(EventType.EV_EFI_RUNTIME_SERVICES_DRIVER, Set.of(0, 2)),
            Map.entry(EventType.EV_EFI_BOOT_SERVICES_APPLICATION, Set.of(0, 2, 4)),
            Map.entry(EventType.EV_EFI_VARIABLE_DRIVER_CONFIG, Set.of(1, 3, 5, 7)),
            Map.entry(EventType.EV_EFI_VARIABLE_AUTHORITY, Set.of(7)),
            Map.entry(EventType.EV_EFI_VARIABLE_BOOT, Set.of(1, 5)),
            Map.entry(EventType.EV_EFI_VARIABLE_BOOT2, Set.of(1, 5)),
            Map.entry(EventType.EV_EFI_GPT_EVENT, Set.of(5)),
            Map.entry(EventType.EV_EFI_GPT_EVENT2, Set.of(5)),
            Map.entry(EventType.EV_EFI_ACTION, Set.of(0, 1, 2, 3, 4, 5, 6, 7)),
            Map.entry(EventType.EV_IPL, Set.of(4, 5, 8, 9, 11, 12, 13, 14)));

    private TypePlaces() {}

    static boolean allow(FirmwareEvent event) {
        return event.untrustedType()
                .map(PLACES::get)
                .map(pcrs -> pcrs.contains(event.pcr()))
                .orElse(true);
    }
}
