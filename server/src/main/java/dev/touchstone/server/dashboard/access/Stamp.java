package dev.touchstone.server.dashboard.access;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A time in a list.
 *
 * @param iso for programs
 * @param utc for people, in UTC
 */
public record Stamp(String iso, String utc) {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Null where nothing happened. */
    public static @Nullable Stamp of(@Nullable Instant at) {
        return at == null ? null : new Stamp(at.truncatedTo(ChronoUnit.SECONDS).toString(), UTC.format(at));
    }
}
