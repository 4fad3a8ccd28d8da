package dev.touchstone.server.drift;

import dev.touchstone.server.access.ApprovalProperties;
import dev.touchstone.server.access.Caller;
import dev.touchstone.server.access.PersonSignIn;
import dev.touchstone.server.access.Scope;
import dev.touchstone.server.problem.Refusal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Who may waive, or accept for single hosts: whoever may approve. An administrator's token may where one person is set
 * to be enough, and the bootstrap token until somebody has signed in.
 */
@Component
class WaiverAuthority {

    private static final String APPROVER = "approver";

    private final ApprovalProperties settings;
    private final PersonSignIn persons;

    WaiverAuthority(ApprovalProperties settings, PersonSignIn persons) {
        this.settings = settings;
        this.persons = persons;
    }

    void require(Caller caller) {
        if (!isApprover() && !mayForLackOfOne(caller)) {
            throw new Refusal(403, "waiver-needs-approver", "Only who may approve can do this.");
        }
    }

    private boolean mayForLackOfOne(Caller caller) {
        boolean alone = settings.required() == 1 || (caller.bootstrap() && !persons.everHappened());
        return caller.may(Scope.ADMIN) && alone;
    }

    private static boolean isApprover() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null
                && authentication.getAuthorities().stream()
                        .anyMatch(granted -> APPROVER.equals(granted.getAuthority()));
    }
}
