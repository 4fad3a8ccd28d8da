package dev.touchstone.server.binding;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.json.BulkEntries;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code PUT /api/v1/client-keys}: a JSON array, or the same entries one a line. */
@RestController
@RequestMapping("/api/v1/client-keys")
class ClientKeyImportController {

    private final InventoryKeys inventory;
    private final BulkEntries bulk;

    ClientKeyImportController(InventoryKeys inventory, BulkEntries bulk) {
        this.inventory = inventory;
        this.bulk = bulk;
    }

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    InventoryKeys.Outcome put(
            @RequestBody List<@Nullable ClientKeyEntry> entries,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @AuthenticationPrincipal Caller caller) {
        return inventory.put(bulk.ofArray(entries), dryRun, caller.name());
    }

    @PutMapping(consumes = MediaType.APPLICATION_NDJSON_VALUE)
    InventoryKeys.Outcome putLines(
            @RequestBody String lines,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @AuthenticationPrincipal Caller caller) {
        return inventory.put(bulk.ofLines(lines, ClientKeyEntry.class, "a host and its key"), dryRun, caller.name());
    }
}
