package dev.touchstone.server.admission;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.access.ConsumerTokens;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/consumers}. A change names, by {@code If-Match}, what it changes. */
@RestController
@RequestMapping("/api/v1/consumers")
class ConsumerController {

    private final ConsumerRegistry registry;

    ConsumerController(ConsumerRegistry registry) {
        this.registry = registry;
    }

    /** All of them, by name. */
    record ConsumerList(List<ConsumerView> consumers) {}

    /**
     * Asks for a token.
     *
     * @param expiresAt when it ends; never, if absent
     */
    record TokenRequest(@Nullable Instant expiresAt) {}

    @GetMapping
    ConsumerList listConsumers() {
        return new ConsumerList(registry.all().stream().map(ConsumerView::of).toList());
    }

    @GetMapping("/{name}")
    ResponseEntity<ConsumerView> getConsumer(@PathVariable String name) {
        return shown(registry.find(name).orElseThrow(ConsumerRegistry::unknown));
    }

    @PutMapping("/{name}")
    ResponseEntity<ConsumerView> putConsumer(
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String shown,
            @RequestBody ConsumerRequest wanted,
            @AuthenticationPrincipal Caller caller) {
        return shown(registry.put(wanted.named(name), Optional.ofNullable(shown), caller));
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteConsumer(
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String shown,
            @AuthenticationPrincipal Caller caller) {
        registry.delete(name, Optional.ofNullable(shown), caller);
    }

    @PostMapping("/{name}/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    ConsumerTokens.Issued issueToken(
            @PathVariable String name, @RequestBody TokenRequest wanted, @AuthenticationPrincipal Caller caller) {
        return registry.issue(name, Optional.ofNullable(wanted.expiresAt()), caller);
    }

    private static ResponseEntity<ConsumerView> shown(ManagedConsumer managed) {
        return ResponseEntity.ok().eTag(managed.entityTag()).body(ConsumerView.of(managed));
    }
}
