package dev.touchstone.server.binding;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code PUT /api/v1/client-keys}: a JSON array, or the same entries one a line. */
@RestController
@RequestMapping("/api/v1/client-keys")
class ClientKeyImportController {

    private final InventoryKeys inventory;
    private final JsonMapper json;

    ClientKeyImportController(InventoryKeys inventory, JsonMapper json) {
        this.inventory = inventory;
        this.json = json;
    }

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    InventoryKeys.Outcome put(
            @RequestBody List<@Nullable ClientKeyEntry> entries,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @AuthenticationPrincipal Caller caller) {
        List<ClientKeyEntry> present = entries.stream().filter(Objects::nonNull).toList();
        if (present.size() != entries.size()) {
            throw new Refusal(400, "malformed-request", "An entry is null.");
        }
        return inventory.put(present, dryRun, caller.name());
    }

    @PutMapping(consumes = MediaType.APPLICATION_NDJSON_VALUE)
    InventoryKeys.Outcome putLines(
            @RequestBody String lines,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @AuthenticationPrincipal Caller caller) {
        List<ClientKeyEntry> entries = new ArrayList<>();
        int number = 0;
        for (String line : lines.split("\n", -1)) {
            number++;
            if (!line.isBlank()) {
                entries.add(parse(line, number));
            }
        }
        return inventory.put(entries, dryRun, caller.name());
    }

    private ClientKeyEntry parse(String line, int number) {
        ClientKeyEntry entry = null;
        try {
            entry = json.readValue(line, ClientKeyEntry.class);
        } catch (JacksonException _) {
            // told below, like null
        }
        if (entry == null) {
            throw new Refusal(400, "malformed-request", "Line " + number + " is not a host and its key.");
        }
        return entry;
    }
}
