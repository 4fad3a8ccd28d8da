package dev.touchstone.server.access;

import org.springframework.stereotype.Component;

/**
 * Whether any person has ever signed in. Until then the bootstrap token may approve, for there is nobody else.
 *
 * <p>Signing in to the dashboard with a token does not count: a token is no person, whoever holds it.
 */
@Component
public class PersonSignIn {

    PersonSignIn() {}

    /** Never so far: persons have no way to sign in yet. What adds one answers this from its own record. */
    public boolean everHappened() {
        return false;
    }
}
