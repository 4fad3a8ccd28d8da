package dev.touchstone.server.drift;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.change.ApprovalRight;
import dev.touchstone.server.problem.Refusal;
import org.springframework.stereotype.Component;

/** Who may waive: whoever may approve. */
@Component
public class WaiverAuthority {

    private final ApprovalRight right;

    WaiverAuthority(ApprovalRight right) {
        this.right = right;
    }

    /** Refuses whoever may not. */
    public void require(Caller caller) {
        if (!(caller.person() && caller.approver()) && !right.isExempt(caller)) {
            throw new Refusal(403, "waiver-needs-approver", "Only who may approve can do this.");
        }
    }
}
