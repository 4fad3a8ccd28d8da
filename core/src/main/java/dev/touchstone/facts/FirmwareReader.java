package dev.touchstone.facts;

import dev.touchstone.event.EventContent;
import dev.touchstone.event.VariableValue;
import dev.touchstone.uefi.LoadOption;
import dev.touchstone.uefi.UefiVariable;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads what is below the boot loader: PCR 0 to 3, the boot options, and warnings the firmware gives in PCR 7. */
final class FirmwareReader {

    static final String DEBUG_MODE = "UEFI Debug Mode";
    static final String DMA_PROTECTION_DISABLED = "DMA Protection Disabled";

    private static final List<Integer> BOOT_OPTION_PCRS = List.of(1, 5);

    private final Measurements measurements;

    FirmwareReader(Measurements measurements) {
        this.measurements = measurements;
    }

    Firmware read() {
        return new Firmware(
                crtmVersion(),
                volumes(),
                drivers(),
                bootOrder(),
                bootOptions(),
                said(DEBUG_MODE),
                said(DMA_PROTECTION_DISABLED));
    }

    private Optional<String> crtmVersion() {
        return measurements
                .bound(0, EventContent.CrtmVersion.class)
                .map(v -> v.content().version())
                .filter(v -> !v.isEmpty())
                .findFirst();
    }

    private List<Firmware.Volume> volumes() {
        return IntStream.rangeClosed(0, 3)
                .boxed()
                .flatMap(pcr -> measurements.of(pcr).stream())
                .filter(m -> m.content().filter(FirmwareReader::isPart).isPresent())
                .flatMap(
                        m -> m
                                .digest()
                                .map(d -> new Firmware.Volume(
                                        m.index(), d, m.content().orElseThrow().words()))
                                .stream())
                .toList();
    }

    private static boolean isPart(EventContent content) {
        return content instanceof EventContent.FirmwareVolume || content instanceof EventContent.Crtm;
    }

    private List<BootImage> drivers() {
        return Stream.of(0, 2)
                .flatMap(pcr -> measurements.of(pcr).stream())
                .filter(m -> m.content().orElse(null) instanceof EventContent.Image)
                .flatMap(m -> BootChainReader.image(m).stream())
                .toList();
    }

    private Stream<EventContent> bootVariables() {
        return BOOT_OPTION_PCRS.stream()
                .flatMap(pcr -> measurements.of(pcr).stream())
                .flatMap(m -> m.boundContent().stream());
    }

    private static Optional<UefiVariable> variable(EventContent content) {
        return switch (content) {
            case EventContent.BootVariable(var variable, var _) -> Optional.of(variable);
            case EventContent.Variable(var variable, var _) -> Optional.of(variable);
            default -> Optional.empty();
        };
    }

    private static Optional<VariableValue> value(EventContent content) {
        return switch (content) {
            case EventContent.BootVariable(var _, var value) -> Optional.of(value);
            case EventContent.Variable(var _, var value) -> Optional.of(value);
            default -> Optional.empty();
        };
    }

    private List<Integer> bootOrder() {
        return bootVariables()
                .flatMap(c -> value(c).stream())
                .filter(VariableValue.Order.class::isInstance)
                .map(v -> ((VariableValue.Order) v).order().options())
                .findFirst()
                .orElse(List.of());
    }

    private List<Firmware.BootOption> bootOptions() {
        return bootVariables()
                .filter(c -> value(c).orElse(null) instanceof VariableValue.Option)
                .map(c -> option(variable(c).orElseThrow(), ((VariableValue.Option) value(c).orElseThrow()).option()))
                .toList();
    }

    private static Firmware.BootOption option(UefiVariable variable, LoadOption option) {
        return new Firmware.BootOption(
                variable.name(),
                option.active(),
                option.description(),
                option.path().toString());
    }

    private boolean said(String action) {
        return measurements
                .bound(SecureBootReader.PCR, EventContent.Action.class)
                .anyMatch(a -> a.content().action().equals(action));
    }
}
