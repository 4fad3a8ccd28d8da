package dev.touchstone.server.dashboard.audit;

import dev.touchstone.server.audit.AuditEntry;
import dev.touchstone.server.audit.AuditExport;
import dev.touchstone.server.audit.AuditTrail;
import dev.touchstone.server.result.AuditHeads;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /audit}: who decided what, the newest first, and exports of exactly that. */
@Controller
class AuditPage {

    private static final int LIMIT = 50;

    private final AuditTrail trail;
    private final AuditExport export;
    private final AuditHeads heads;

    AuditPage(AuditTrail trail, AuditExport export, AuditHeads heads) {
        this.trail = trail;
        this.export = export;
        this.heads = heads;
    }

    @ModelAttribute("filter")
    AuditFilter filter(
            @RequestParam(defaultValue = "") String actor,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String object,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to) {
        return new AuditFilter(actor, action, object, from, to);
    }

    @GetMapping("/audit")
    String audit(
            @ModelAttribute("filter") AuditFilter filter,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            Model model) {
        List<AuditEntry> page = trail.before(before, filter.query(), LIMIT + 1);
        List<AuditEntry> shown = page.size() > LIMIT ? page.subList(0, LIMIT) : page;
        model.addAttribute("entries", shown.stream().map(AuditRow::of).toList());
        model.addAttribute(
                "older", page.size() > LIMIT ? filter.older(shown.getLast().sequence()) : null);
        model.addAttribute("paged", before != Long.MAX_VALUE);
        model.addAttribute("head", heads.sign());
        return "audit/audit";
    }

    @GetMapping("/audit/export.ndjson")
    void json(@ModelAttribute("filter") AuditFilter filter, HttpServletResponse response) throws IOException {
        attach(response, "application/x-ndjson", "audit.ndjson");
        export.json(0, filter.query(), response.getOutputStream());
    }

    @GetMapping("/audit/export.csv")
    void csv(@ModelAttribute("filter") AuditFilter filter, HttpServletResponse response) throws IOException {
        attach(response, "text/csv;charset=UTF-8", "audit.csv");
        export.csv(filter.query(), response.getOutputStream());
    }

    static void attach(HttpServletResponse response, String type, String name) {
        response.setContentType(type);
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }
}
