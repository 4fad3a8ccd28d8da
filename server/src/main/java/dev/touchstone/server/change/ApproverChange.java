package dev.touchstone.server.change;

import dev.touchstone.server.access.Approvers;
import dev.touchstone.server.access.Scope;
import dev.touchstone.server.audit.AuditLog;
import org.springframework.stereotype.Component;

/** {@code approver}: that a person may approve, or may no longer. */
@Component
class ApproverChange implements ChangeKind<ApproverChange.Appointment> {

    /** Who shall or shall not. */
    record Appointment(String person, boolean approver) {}

    private final Approvers approvers;
    private final AuditLog audit;

    ApproverChange(Approvers approvers, AuditLog audit) {
        this.approvers = approvers;
        this.audit = audit;
    }

    @Override
    public String name() {
        return "approver";
    }

    @Override
    public Class<Appointment> payload() {
        return Appointment.class;
    }

    @Override
    public Scope scope() {
        return Scope.ADMIN;
    }

    @Override
    public Appointment checked(Appointment wanted) {
        approvers.contains(wanted.person());
        return wanted;
    }

    @Override
    public String subject(Appointment wanted) {
        return "person/" + wanted.person();
    }

    @Override
    public Object before(Appointment wanted) {
        return new Appointment(wanted.person(), approvers.contains(wanted.person()));
    }

    @Override
    public void apply(Appointment wanted, Approved approved) {
        Object before = before(wanted);
        approvers.set(wanted.person(), wanted.approver());
        audit.record(approved.by(), "person.set-approver", subject(wanted), before, wanted);
    }
}
