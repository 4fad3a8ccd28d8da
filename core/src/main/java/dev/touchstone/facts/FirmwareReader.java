package dev.touchstone.facts;

import dev.touchstone.event.EventContent;
import dev.touchstone.event.VariableValue;
import dev.touchstone.uefi.LoadOption;
import dev.touchstone.uefi.UefiVariable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads what is below the boot loader: PCR 0 to 2, the boot options, and warnings the firmware gives in PCR 7. What is
 * told by an event's type alone is unverified; the rest goes by register and digest.
 */
final class FirmwareReader {

    private static final int CODE_PCR = 0;
    private static final int DRIVERS_PCR = 2;
    private static final List<Integer> BOOT_OPTION_PCRS = List.of(1, 5);

    private final Measurements measurements;

    FirmwareReader(Measurements measurements) {
        this.measurements = measurements;
    }

    Firmware read() {
        return new Firmware(
                crtmVersion(),
                all(CODE_PCR, FirmwareReader::volume),
                all(DRIVERS_PCR, BootChainReader::image),
                bootOrder(),
                bootOptions(),
                said(Known.DEBUG_MODE),
                said(Known.DMA_PROTECTION_DISABLED));
    }

    private Optional<String> crtmVersion() {
        return measurements
                .bound(CODE_PCR, EventContent.CrtmVersion.class)
                .map(v -> v.content().version())
                .filter(v -> !v.isEmpty())
                .findFirst();
    }

    /** All that was measured into {@code pcr} but the end of its stage. */
    private <T> List<T> all(int pcr, Function<Measurement, Optional<T>> read) {
        return measurements.of(pcr).stream()
                .filter(m -> !Known.isSeparator(m))
                .flatMap(m -> read.apply(m).stream())
                .toList();
    }

    private static Optional<Firmware.Volume> volume(Measurement measurement) {
        String description = measurement
                .content()
                .map(EventContent::words)
                .orElseGet(() -> "a record of the " + measurement.source().log() + " log");
        return measurement.digest().map(d -> new Firmware.Volume(measurement.index(), d, description));
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

    private boolean said(Known warning) {
        return measurements.of(SecureBootReader.PCR).stream().anyMatch(warning::inAnyBank);
    }
}
