package dev.touchstone.server.change;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.access.PersonSignIn;
import dev.touchstone.server.access.RequiredApprovals;
import dev.touchstone.server.access.Scope;
import dev.touchstone.server.problem.Refusal;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Who may approve. The exemptions are named in the database with each approval: before anyone has signed in the
 * bootstrap token may, and where one person is set to be enough.
 */
@Component
public class ApprovalRight {

    private final RequiredApprovals required;
    private final PersonSignIn persons;

    ApprovalRight(RequiredApprovals required, PersonSignIn persons) {
        this.required = required;
        this.persons = persons;
    }

    /** Whether what this caller asks for needs no second person. */
    public boolean isExempt(Caller caller) {
        return exemption(caller).isPresent();
    }

    /** Approvals it takes besides the author's own word. */
    int approvals() {
        return required.number() - 1;
    }

    /** Why this caller may approve what it wrote itself; refused if it may not approve at all. */
    Optional<String> require(Caller caller) {
        Optional<String> exemption = exemption(caller);
        if (exemption.isPresent()) {
            return exemption;
        }
        if (!caller.person()) {
            throw new Refusal(403, "approval-needs-person", "While two people are required, no token can approve.");
        }
        if (!caller.approver()) {
            throw new Refusal(403, "approval-needs-approver", "Approving takes the role approver.");
        }
        return Optional.empty();
    }

    private Optional<String> exemption(Caller caller) {
        if (required.number() == 1 && (caller.approver() || caller.may(Scope.OPERATOR))) {
            return Optional.of("single-approver");
        }
        return caller.bootstrap() && !persons.everHappened() ? Optional.of("bootstrap") : Optional.empty();
    }
}
