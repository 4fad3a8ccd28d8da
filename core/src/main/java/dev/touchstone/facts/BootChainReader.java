package dev.touchstone.facts;

import dev.touchstone.event.EventContent;
import dev.touchstone.replay.MeasuredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the images the firmware ran. Nothing vouches for an event's type, its data or the log it stands in, so whatever
 * was measured into PCR 4 is taken for an image, but for the strings known to be measured there.
 */
final class BootChainReader {

    static final int PCR = 4;

    private static final int GRUB_FILES_PCR = 9;
    private static final List<Known> STRINGS = List.of(Known.CALLING, Known.RETURNING, Known.OMITTED);

    private final Measurements measurements;

    BootChainReader(Measurements measurements) {
        this.measurements = measurements;
    }

    List<BootImage> images() {
        return measurements.of(PCR).stream()
                .filter(m -> !Known.isSeparator(m))
                .filter(m -> STRINGS.stream().noneMatch(s -> s.in(m)))
                .flatMap(m -> image(m).stream())
                .toList();
    }

    static Optional<BootImage> image(Measurement measurement) {
        Optional<String> path = measurement
                .content()
                .filter(EventContent.Image.class::isInstance)
                .map(c -> ((EventContent.Image) c).load().path())
                .filter(p -> !p.nodes().isEmpty())
                .map(Object::toString);
        return measurement
                .digest()
                .map(digest -> new BootImage(
                        measurement.index(),
                        measurement.pcr(),
                        digest,
                        measurement.source().untrustedType(),
                        path));
    }

    List<Initrd> initrds() {
        List<Initrd> initrds = new ArrayList<>();
        for (int pcr : new int[] {GRUB_FILES_PCR, 12, 13}) {
            for (Measurement measurement : measurements.of(pcr)) {
                initrd(measurement).ifPresent(initrds::add);
            }
        }
        return initrds;
    }

    private static Optional<Initrd> initrd(Measurement measurement) {
        boolean is = measurement.content().filter(BootChainReader::isInitrd).isPresent()
                && measurement.source() instanceof MeasuredEvent.Firmware;
        return is
                ? measurement
                        .digest()
                        .map(d -> new Initrd(measurement.index(), measurement.pcr(), d, name(measurement)))
                : Optional.empty();
    }

    private static boolean isInitrd(EventContent content) {
        return switch (content) {
            case EventContent.GeneratedInitrd _ -> true;
            case EventContent.LoadedFile file -> InitrdName.is(file.path());
            case EventContent.Tagged tagged ->
                switch (tagged.tag()) {
                    case LINUX_INITRD, INITRD_ADDON, MICROCODE_ADDON -> true;
                    case LINUX_LOAD_OPTIONS,
                            LOADER_CONF,
                            DEVICETREE_ADDON,
                            UKI_PROFILE,
                            SMBIOS_TYPE1,
                            SMBIOS_TYPE2,
                            SMBIOS_TYPE11,
                            OTHER -> false;
                };
            default -> false;
        };
    }

    private static String name(Measurement measurement) {
        return switch (measurement.content().orElseThrow()) {
            case EventContent.GeneratedInitrd generated -> generated.description();
            case EventContent.LoadedFile file -> file.path();
            case EventContent.Tagged tagged -> tagged.description();
            default -> "";
        };
    }
}
