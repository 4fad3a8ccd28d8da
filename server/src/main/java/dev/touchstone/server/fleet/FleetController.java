package dev.touchstone.server.fleet;

import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.HostView;
import dev.touchstone.server.host.Hosts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/hosts}: a page of a query as JSON, all of it as NDJSON or CSV, or how its hosts are spread. */
@RestController
class FleetController {

    private final Fleet fleet;
    private final Hosts hosts;
    private final HostExport export;
    private final Clock clock;

    FleetController(Fleet fleet, Hosts hosts, HostExport export, Clock clock) {
        this.fleet = fleet;
        this.hosts = hosts;
        this.export = export;
        this.clock = clock;
    }

    /** A page of hosts. */
    record Page(List<HostView> hosts, @Nullable String next) {}

    @GetMapping(path = "/api/v1/hosts", produces = MediaType.APPLICATION_JSON_VALUE)
    Page list(HttpServletRequest request) {
        Instant now = clock.instant();
        Fleet.Slice slice = fleet.page(query(request), now);
        Map<UUID, HostRecord> records =
                hosts.find(slice.hosts().stream().map(ListedHost::id).toList());
        List<HostView> views = slice.hosts().stream()
                .flatMap(host -> Stream.ofNullable(records.get(host.id())))
                .map(host -> HostView.of(host, now))
                .toList();
        return new Page(views, slice.next().flatMap(HostQuery::after).orElse(null));
    }

    @GetMapping(path = "/api/v1/hosts", produces = HostExport.NDJSON)
    void ndjson(HttpServletRequest request, HttpServletResponse response) throws IOException {
        export.ndjson(query(request), response);
    }

    @GetMapping(path = "/api/v1/hosts", produces = HostExport.CSV)
    void csv(HttpServletRequest request, HttpServletResponse response) throws IOException {
        export.csv(query(request), response);
    }

    @GetMapping("/api/v1/hosts/facets")
    Facets facets(HttpServletRequest request) {
        return fleet.facets(query(request).filter(), clock.instant());
    }

    private static HostQuery query(HttpServletRequest request) {
        return HostQuery.parse(Optional.ofNullable(request.getQueryString()).orElse(""));
    }
}
