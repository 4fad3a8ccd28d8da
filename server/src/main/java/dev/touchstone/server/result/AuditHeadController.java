package dev.touchstone.server.result;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/audit/head}. Here, for the key is. */
@RestController
class AuditHeadController {

    private final AuditHeads heads;

    AuditHeadController(AuditHeads heads) {
        this.heads = heads;
    }

    @GetMapping("/api/v1/audit/head")
    AuditHeads.SignedHead head() {
        return heads.sign();
    }
}
