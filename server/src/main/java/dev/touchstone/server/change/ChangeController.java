package dev.touchstone.server.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.server.access.Caller;
import dev.touchstone.server.access.RequiredApprovals;
import dev.touchstone.server.problem.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code /api/v1/changes}. An approval names, by {@code If-Match}, the very content and state it is about. */
@RestController
@RequestMapping("/api/v1/changes")
class ChangeController {

    private static final int MAX_LIMIT = 500;

    /**
     * Asks for a change.
     *
     * @param title what it is for, to be read by whoever approves
     * @param payload what to do, in the form of the kind
     * @param expectedFrom from when its effects are expected on hosts
     * @param expectedUntil until when
     */
    record Request(
            String kind,
            @Size(max = 200) String title,
            JsonNode payload,
            @Nullable Instant expectedFrom,
            @Nullable Instant expectedUntil) {}

    /** @param reason why, for the record */
    record Decision(@Nullable String reason) {

        static @Nullable String of(@Nullable Decision decision) {
            return decision == null ? null : decision.reason();
        }
    }

    /**
     * A page of changes.
     *
     * @param approvalsRequired people it takes in all, the author included
     * @param banner what everybody should know about that, where it is one
     * @param next the last one here, to ask for those after it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(
            int approvalsRequired,
            @Nullable String banner,
            List<ChangeView> changes,
            @Nullable UUID next) {}

    private final Changes changes;
    private final ChangeApprovals approvals;
    private final ChangeViews views;
    private final RequiredApprovals required;

    ChangeController(Changes changes, ChangeApprovals approvals, ChangeViews views, RequiredApprovals required) {
        this.changes = changes;
        this.approvals = approvals;
        this.views = views;
        this.required = required;
    }

    @GetMapping
    Page list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new Refusal(400, "limit-invalid", "limit is 1 to " + MAX_LIMIT + ".");
        }
        List<Change> page = changes.list(state == null ? null : state(state), after, limit);
        int number = required.number();
        return new Page(
                number,
                number == 1 ? "One person alone can approve here: touchstone.approvals.required is 1." : null,
                page.stream().map(views::summary).toList(),
                page.size() < limit ? null : page.getLast().id());
    }

    private static ChangeState state(String word) {
        try {
            return ChangeState.ofWord(word);
        } catch (IllegalArgumentException _) {
            throw new Refusal(400, "malformed-request", "state is draft, proposed, approved, rejected or withdrawn.");
        }
    }

    @GetMapping("/{id}")
    ResponseEntity<ChangeView> get(@PathVariable UUID id) {
        return shown(changes.find(id), HttpStatus.OK);
    }

    @PostMapping
    ResponseEntity<ChangeView> draft(@Valid @RequestBody Request request, @AuthenticationPrincipal Caller caller) {
        var window = new Change.Window(
                Optional.ofNullable(request.expectedFrom()), Optional.ofNullable(request.expectedUntil()));
        var wanted = new Changes.Wanted(request.kind(), request.title(), request.payload(), window);
        return shown(changes.draft(wanted, caller), HttpStatus.CREATED);
    }

    @PostMapping("/{id}/proposal")
    ResponseEntity<ChangeView> propose(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
        return shown(changes.propose(id, caller), HttpStatus.OK);
    }

    @PostMapping("/{id}/approval")
    ResponseEntity<ChangeView> approve(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String shown,
            @RequestBody(required = false) @Nullable Decision decision,
            @AuthenticationPrincipal Caller caller) {
        if (shown == null) {
            throw new Refusal(
                    428, "if-match-required", "An approval names in If-Match the ETag of the change it is about.");
        }
        return shown(approvals.approve(id, Optional.of(shown), Decision.of(decision), caller), HttpStatus.OK);
    }

    @PostMapping("/{id}/rejection")
    ResponseEntity<ChangeView> reject(
            @PathVariable UUID id,
            @RequestBody(required = false) @Nullable Decision decision,
            @AuthenticationPrincipal Caller caller) {
        return shown(changes.reject(id, Decision.of(decision), caller), HttpStatus.OK);
    }

    @PostMapping("/{id}/withdrawal")
    ResponseEntity<ChangeView> withdraw(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
        return shown(changes.withdraw(id, caller), HttpStatus.OK);
    }

    private ResponseEntity<ChangeView> shown(Change change, HttpStatus status) {
        return ResponseEntity.status(status).eTag(change.entityTag()).body(views.whole(change));
    }
}
