package dev.touchstone.server.dashboard.change;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.change.ApprovalRight;
import dev.touchstone.server.change.Change;
import dev.touchstone.server.change.ChangeState;
import dev.touchstone.server.change.Changes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What waits for whoever looks, and what of theirs waits for others. */
@Controller
class ApprovalsPage {

    private static final int MOST = 200;

    private final Changes changes;
    private final ApprovalRight right;
    private final Clock clock;

    ApprovalsPage(Changes changes, ApprovalRight right, Clock clock) {
        this.changes = changes;
        this.right = right;
        this.clock = clock;
    }

    @GetMapping("/approvals")
    String show(@AuthenticationPrincipal Caller caller, Model model) {
        List<Change> proposed = changes.list(ChangeState.PROPOSED, null, MOST + 1);
        boolean exempt = right.isExempt(caller);
        boolean may = exempt || caller.approver();
        var given = Set.copyOf(changes.approvedBy(caller.responsible()));
        Predicate<Change> own = change -> !exempt && Changes.isOwn(change, caller);
        Predicate<Change> approved = change -> given.contains(change.id());
        model.addAttribute("mayApprove", may);
        model.addAttribute("waiting", rows(proposed, own.or(approved).negate()));
        model.addAttribute("own", rows(proposed, own));
        model.addAttribute("approved", rows(proposed, approved.and(own.negate())));
        model.addAttribute("more", proposed.size() > MOST);
        return "change/approvals";
    }

    private List<ChangeRow> rows(List<Change> proposed, Predicate<Change> wanted) {
        Instant now = clock.instant();
        return proposed.stream()
                .limit(MOST)
                .filter(wanted)
                .map(c -> ChangeRow.of(c, now))
                .toList();
    }
}
