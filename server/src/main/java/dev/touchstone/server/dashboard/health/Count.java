package dev.touchstone.server.dashboard.health;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** One figure of this process, as the metrics endpoint gives it too. */
record Count(String name, String of, String says, String value) {

    static Count of(Meter.Id id, Measurement measured) {
        String unit = Objects.requireNonNullElse(id.getBaseUnit(), "");
        String statistic = measured.getStatistic().getTagValueRepresentation();
        return new Count(
                id.getName() + (statistic.equals("value") || statistic.equals("count") ? "" : " " + statistic),
                id.getTags().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .collect(Collectors.joining(", ")),
                Objects.requireNonNullElse(id.getDescription(), ""),
                value(measured.getValue()) + (unit.isEmpty() ? "" : " " + unit));
    }

    private static String value(double value) {
        return Double.isNaN(value)
                ? "–"
                : value == Math.rint(value)
                        ? String.format(Locale.ROOT, "%,.0f", value)
                        : String.format(Locale.ROOT, "%,.3f", value);
    }
}
