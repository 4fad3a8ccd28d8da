package dev.touchstone.server.dashboard.frame;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A time as people read it: how long ago, and when.
 *
 * @param iso for programs
 * @param utc for people, in UTC
 * @param relative seen from when the page was made
 */
public record Moment(String iso, String utc, String relative) {

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    public static Moment of(Instant at, Instant now) {
        return new Moment(at.truncatedTo(ChronoUnit.SECONDS).toString(), UTC.format(at), relative(at, now));
    }

    private static String relative(Instant at, Instant now) {
        boolean past = !at.isAfter(now);
        String span = span(past ? Duration.between(at, now) : Duration.between(now, at));
        return past ? span + " ago" : "in " + span;
    }

    /** In the greatest unit of which there are two; below two minutes, seconds tell more. */
    private static String span(Duration span) {
        if (span.toSeconds() < 120) {
            return span.toSeconds() + " s";
        }
        if (span.toMinutes() < 120) {
            return span.toMinutes() + " min";
        }
        return span.toHours() < 48 ? span.toHours() + " h" : span.toDays() + " d";
    }
}
