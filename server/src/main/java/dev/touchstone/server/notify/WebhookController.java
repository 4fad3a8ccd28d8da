package dev.touchstone.server.notify;

import dev.touchstone.server.access.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
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

/** {@code /api/v1/webhooks}: who is told. A secret is in the answer that makes it and nowhere else. */
@RestController
@RequestMapping("/api/v1/webhooks")
class WebhookController {

    private static final Duration OVERLAP = Duration.ofDays(1);

    /**
     * A webhook as people want it.
     *
     * @param types the CloudEvents types it is sent; those about causes, if absent
     * @param enabled whether it is sent anything; it is, if absent
     */
    record Request(
            String url,
            @Nullable List<String> types,
            @Nullable @Size(max = 200) String description,
            @Nullable Boolean enabled) {

        Webhook.Content content() {
            return new Webhook.Content(
                    url,
                    types == null
                            ? EventType.defaults().stream().map(EventType::type).toList()
                            : types,
                    description == null ? "" : description,
                    enabled == null || enabled);
        }
    }

    /** Asks for a new secret. */
    record Rotation(@Nullable Duration overlap) {}

    /**
     * A webhook, and its secret, shown once.
     *
     * @param secret {@code whsec_} and base64
     */
    record Created(WebhookView webhook, String secret) {

        /** Never the secret. */
        @Override
        public String toString() {
            return webhook.toString();
        }
    }

    /** All of them. */
    record Page(List<WebhookView> webhooks) {}

    private final Webhooks webhooks;
    private final WebhookCheck check;
    private final WebhookChanges changes;

    WebhookController(Webhooks webhooks, WebhookCheck check, WebhookChanges changes) {
        this.webhooks = webhooks;
        this.check = check;
        this.changes = changes;
    }

    @GetMapping
    Page list() {
        return new Page(webhooks.list().stream().map(WebhookView::of).toList());
    }

    @GetMapping("/{id}")
    ResponseEntity<WebhookView> get(@PathVariable UUID id) {
        return shown(webhooks.find(id).orElseThrow(WebhookChanges::none));
    }

    @PostMapping
    ResponseEntity<Created> create(@Valid @RequestBody Request wanted, @AuthenticationPrincipal Caller caller) {
        return withSecret(changes.create(check.checked(wanted.content()), caller.name()), HttpStatus.CREATED);
    }

    @PutMapping("/{id}")
    ResponseEntity<WebhookView> update(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String shown,
            @Valid @RequestBody Request wanted,
            @AuthenticationPrincipal Caller caller) {
        return shown(changes.update(id, shown, check.checked(wanted.content()), caller.name()));
    }

    @PostMapping("/{id}/secret")
    ResponseEntity<Created> rotate(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String shown,
            @RequestBody Rotation wanted,
            @AuthenticationPrincipal Caller caller) {
        Duration overlap = wanted.overlap() == null ? OVERLAP : wanted.overlap();
        return withSecret(changes.rotate(id, shown, overlap, caller.name()), HttpStatus.OK);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String shown,
            @AuthenticationPrincipal Caller caller) {
        changes.delete(id, shown, caller.name());
    }

    private static ResponseEntity<WebhookView> shown(Webhook webhook) {
        return ResponseEntity.ok().eTag(webhook.entityTag()).body(WebhookView.of(webhook));
    }

    private static ResponseEntity<Created> withSecret(Webhook webhook, HttpStatus status) {
        return ResponseEntity.status(status)
                .eTag(webhook.entityTag())
                .body(new Created(WebhookView.of(webhook), webhook.secret().text()));
    }
}
