package dev.touchstone.server.dashboard.audit;

import dev.touchstone.server.audit.AuditQuery;
import dev.touchstone.server.problem.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the audit log is asked for, as it stands in the address.
 *
 * @param from a day, or a time in UTC
 * @param to a day, which is still in it, or a time
 */
record AuditFilter(String actor, String action, String object, String from, String to) {

    private static final int DAY = "2026-11-30".length();

    AuditQuery query() {
        return new AuditQuery(given(actor), given(action), given(object), time(from, 0), time(to, 1));
    }

    public boolean narrows() {
        return query().narrows();
    }

    /** The address of a page for this query. */
    public String href(String path) {
        var address = UriComponentsBuilder.fromPath(path);
        add(address, "actor", actor);
        add(address, "action", action);
        add(address, "object", object);
        add(address, "from", from);
        add(address, "to", to);
        return address.encode().build().toUriString();
    }

    /** The page of entries before one. */
    public String older(long sequence) {
        String page = href("/audit");
        return page + (page.contains("?") ? "&" : "?") + "before=" + sequence;
    }

    private static void add(UriComponentsBuilder address, String name, String value) {
        if (!value.isBlank()) {
            address.queryParam(name, "{" + name + "}");
            address.uriVariables(Map.of(name, value));
        }
    }

    private static @Nullable String given(String text) {
        return text.isBlank() ? null : text.strip();
    }

    /** A moment, or the beginning of a day so many days on. */
    static @Nullable Instant time(String text, int days) {
        String wanted = text.strip();
        if (wanted.isEmpty()) {
            return null;
        }
        try {
            if (wanted.length() == DAY) {
                return LocalDate.parse(wanted).plusDays(days).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return wanted.endsWith("Z")
                    ? Instant.parse(wanted)
                    : LocalDateTime.parse(wanted).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException _) {
            throw new Refusal(400, "time-invalid", "A time is a day such as 2026-11-30, or 2026-11-30T08:00 in UTC.");
        }
    }
}
