package dev.touchstone.server.change;

import dev.touchstone.server.access.RequiredApprovals;
import dev.touchstone.server.access.Scope;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import org.springframework.stereotype.Component;

/** {@code approvals-required}: how many people it takes, the author included. */
@Component
class RequiredNumberChange implements ChangeKind<RequiredNumberChange.People> {

    private static final int MAX = 10;

    /** What it shall be. */
    record People(int required) {}

    private final RequiredApprovals rule;
    private final AuditLog audit;

    RequiredNumberChange(RequiredApprovals rule, AuditLog audit) {
        this.rule = rule;
        this.audit = audit;
    }

    @Override
    public String name() {
        return "approvals-required";
    }

    @Override
    public Class<People> payload() {
        return People.class;
    }

    @Override
    public Scope scope() {
        return Scope.ADMIN;
    }

    @Override
    public People checked(People wanted) {
        if (wanted.required() < 1 || wanted.required() > MAX) {
            throw new Refusal(422, "approvals-required-invalid", "It takes 1 to " + MAX + " people.");
        }
        return wanted;
    }

    @Override
    public String subject(People wanted) {
        return name();
    }

    @Override
    public Object before(People wanted) {
        return new People(rule.number());
    }

    @Override
    public void requirePossible(People wanted) {
        rule.requireNotBelowSetting(wanted.required());
    }

    @Override
    public void apply(People wanted, Approved approved) {
        int before = rule.number();
        rule.set(wanted.required(), approved.change());
        audit.record(approved.by(), "approvals-required.set", name(), before, wanted.required());
    }
}
