package dev.touchstone.server.audit;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/audit}: the log, one entry to a line, for whoever keeps or verifies a copy. */
@RestController
class AuditController {

    static final String NDJSON = "application/x-ndjson";

    private final AuditExport export;

    AuditController(AuditExport export) {
        this.export = export;
    }

    /** Entries after {@code after}; to be verified as a whole only if nothing else narrows them down. */
    @GetMapping(path = "/api/v1/audit", produces = NDJSON)
    void export(
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String object,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            HttpServletResponse response)
            throws IOException {
        response.setContentType(NDJSON);
        export.json(after, new AuditQuery(actor, action, object, from, to), response.getOutputStream());
    }
}
