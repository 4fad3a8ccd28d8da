package dev.touchstone.server.dashboard.change;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.access.Confirmation;
import dev.touchstone.server.change.ApprovalRight;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who speaks when a form approves, rejects or waives: a person who has just given the password, where that is needed.
 */
@Component
public class ApprovalVoice {

    private final ApprovalRight right;
    private final Confirmation confirmation;

    ApprovalVoice(ApprovalRight right, Confirmation confirmation) {
        this.right = right;
        this.confirmation = confirmation;
    }

    /**
     * Whose word it is.
     *
     * @param signedIn whoever has the session
     * @param password as the form has it; null or empty if it has none
     * @throws dev.touchstone.server.problem.Refusal if a password is needed and is not the person's
     */
    public Caller of(Caller signedIn, HttpServletRequest request, @Nullable String password) {
        if (signedIn.person() || right.isExempt(signedIn)) {
            return signedIn;
        }
        return confirmation.require(request, password);
    }
}
