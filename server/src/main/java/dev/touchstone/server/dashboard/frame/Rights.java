package dev.touchstone.server.dashboard.frame;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.access.Scope;

/**
 * What whoever looks at a page may do, so that it offers nothing else. Only an offer: the rules of the paths decide.
 *
 * @param approve whether to approve and reject, once confirmed by a password
 */
public record Rights(boolean operate, boolean approve, boolean administer) {

    static Rights of(Caller caller) {
        return new Rights(caller.may(Scope.OPERATOR), caller.approver() || caller.bootstrap(), caller.may(Scope.ADMIN));
    }
}
