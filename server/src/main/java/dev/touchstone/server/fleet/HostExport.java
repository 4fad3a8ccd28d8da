package dev.touchstone.server.fleet;

import dev.touchstone.server.csv.Csv;
import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.HostView;
import dev.touchstone.server.host.Hosts;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes every host of a query, from the first, however many there are: read and sent page by page. */
@Component
public class HostExport {

    /** One JSON object a line. */
    public static final String NDJSON = MediaType.APPLICATION_NDJSON_VALUE;

    /** RFC 4180, in UTF-8. */
    public static final String CSV = "text/csv";

    private static final List<String> COLUMNS = List.of(
            "id",
            "host",
            "nameGranted",
            "state",
            "verdict",
            "verdictSince",
            "evidenceIssuedAt",
            "validUntil",
            "labels",
            "identity",
            "cluster");

    private final Fleet fleet;
    private final Hosts hosts;
    private final JsonMapper json;
    private final Clock clock;

    HostExport(Fleet fleet, Hosts hosts, JsonMapper json, Clock clock) {
        this.fleet = fleet;
        this.hosts = hosts;
        this.json = json;
        this.clock = clock;
    }

    /** What becomes of some hosts. */
    @FunctionalInterface
    private interface Page {
        void write(List<ListedHost> hosts) throws IOException;
    }

    /** Each host as {@code GET /api/v1/hosts/{id}} shows it. */
    public void ndjson(HostQuery query, HttpServletResponse response) throws IOException {
        Writer lines = begin(response, NDJSON, "ndjson");
        Instant now = clock.instant();
        each(query, now, page -> {
            Map<UUID, HostRecord> records =
                    hosts.find(page.stream().map(ListedHost::id).toList());
            for (ListedHost host : page) {
                HostRecord known = records.get(host.id());
                if (known != null) {
                    lines.append(json.writeValueAsString(HostView.of(known, now)))
                            .append('\n');
                }
            }
        });
    }

    /** What lists show of each host, for a spreadsheet. */
    public void csv(HostQuery query, HttpServletResponse response) throws IOException {
        Writer lines = begin(response, CSV, "csv");
        Instant now = clock.instant();
        lines.append(Csv.line(COLUMNS.toArray()));
        each(query, now, page -> {
            for (ListedHost host : page) {
                lines.append(Csv.line(cells(host, host.verdict(now))));
            }
        });
    }

    private static Writer begin(HttpServletResponse response, String type, String suffix) throws IOException {
        response.setContentType(type);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"hosts." + suffix + "\"");
        return response.getWriter();
    }

    private void each(HostQuery query, Instant now, Page writes) throws IOException {
        Optional<HostQuery> next = Optional.of(query.first().limitedTo(HostQuery.MAX_LIMIT));
        while (next.isPresent()) {
            Fleet.Slice slice = fleet.page(next.get(), now);
            writes.write(slice.hosts());
            next = slice.next();
        }
    }

    private static Object[] cells(ListedHost host, EffectiveVerdict verdict) {
        return new Object[] {
            host.id(),
            host.name(),
            Boolean.toString(host.granted()),
            host.inForce().state().name(),
            verdict.name(),
            host.verdictSince().toString(),
            host.inForce().evidenceIssuedAt().map(Instant::toString).orElse(""),
            host.inForce().evidenceValidUntil().map(Instant::toString).orElse(""),
            new TreeMap<>(host.labels())
                    .entrySet().stream()
                            .map(label -> label.getKey() + "=" + label.getValue())
                            .collect(Collectors.joining(" ")),
            host.identity(),
            host.cluster().map(String::valueOf).orElse("")
        };
    }
}
