package dev.touchstone.server.access;

import dev.touchstone.server.problem.Refusal;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Who may approve. An administrator appoints the first approvers alone, for somebody must; from when enough of them
 * have signed in, each further one takes an approved change. Else one administrator could be as many people as it
 * takes.
 */
@Component
public class Approvers {

    private final People people;
    private final RequiredApprovals required;

    Approvers(People people, RequiredApprovals required) {
        this.people = people;
        this.required = required;
    }

    /** Whether this person may approve. */
    public boolean contains(String name) {
        return find(name).roles().contains(Role.APPROVER);
    }

    /** Makes a person an approver, or no longer one, as an approved change says. */
    public void set(String name, boolean approver) {
        Set<Role> roles = EnumSet.copyOf(find(name).roles());
        if (approver) {
            roles.add(Role.APPROVER);
        } else {
            roles.remove(Role.APPROVER);
            roles.add(Role.VIEWER);
        }
        people.setRoles(name, roles);
    }

    /** Whether there are enough approvers to approve a further one. */
    boolean areEnough() {
        return people.approversEver() >= required.number();
    }

    void requireMayCreate(Set<Role> roles) {
        if (roles.contains(Role.APPROVER) && areEnough()) {
            throw new Refusal(
                    403,
                    "approver-needs-approval",
                    "There are enough approvers to approve a further one: create the person without that role, then"
                            + " propose a change of kind approver.");
        }
    }

    private Person find(String name) {
        return people.find(name)
                .filter(person -> person.disabledAt() == null)
                .orElseThrow(() -> new Refusal(422, "person-unknown", "There is no such person."));
    }
}
