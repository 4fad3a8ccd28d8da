package dev.touchstone.image;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sections one profile is measured from.
 *
 * @param fixed measured whatever the machine; none empty, none that hardware chooses
 * @param devicetrees of which the machine chooses one or none
 * @param firmware likewise
 * @param pcrSignatures not measured
 */
record UkiSections(
        Map<UkiSection, Section> fixed,
        List<Section> devicetrees,
        List<Section> firmware,
        Optional<Section> pcrSignatures) {

    private static final String PCRSIG = ".pcrsig";

    static final UkiSections NONE =
            new UkiSections(new EnumMap<>(UkiSection.class), List.of(), List.of(), Optional.empty());

    /**
     * These, overridden by those in {@code sections}: of one name, the first there is taken, and the rest passed over.
     */
    UkiSections overriddenBy(List<Section> sections) {
        Map<UkiSection, Section> own = new EnumMap<>(UkiSection.class);
        List<Section> ownDevicetrees = new ArrayList<>(devicetrees);
        List<Section> ownFirmware = new ArrayList<>(firmware);
        for (Section section : sections) {
            UkiSection.named(section.name()).ifPresent(name -> {
                switch (name) {
                    case DTBAUTO -> ownDevicetrees.add(section);
                    case EFIFW -> ownFirmware.add(section);
                    case LINUX, OSREL, CMDLINE, INITRD, UCODE, SPLASH, DTB, UNAME, SBAT, PCRPKEY, PROFILE, HWIDS ->
                        own.putIfAbsent(name, section);
                }
            });
        }
        Map<UkiSection, Section> all = new EnumMap<>(fixed);
        all.putAll(own);
        return new UkiSections(
                all,
                ownDevicetrees,
                ownFirmware,
                sections.stream()
                        .filter(s -> s.name().equals(PCRSIG))
                        .findFirst()
                        .or(() -> pcrSignatures));
    }

    /** Without the sections of no bytes: the stub holds them for absent. */
    UkiSections withoutEmpty() {
        Map<UkiSection, Section> filled = new EnumMap<>(fixed);
        filled.values().removeIf(UkiSections::isEmpty);
        return new UkiSections(filled, filled(devicetrees), filled(firmware), pcrSignatures.filter(s -> !isEmpty(s)));
    }

    private static List<Section> filled(List<Section> sections) {
        return sections.stream().filter(s -> !isEmpty(s)).toList();
    }

    private static boolean isEmpty(Section section) {
        return section.virtualSize() == 0;
    }

    /** How many lists of sections may be measured. */
    int layouts() {
        return (1 + devicetrees.size()) * (1 + firmware.size());
    }
}
