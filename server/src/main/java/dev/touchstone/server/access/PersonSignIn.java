package dev.touchstone.server.access;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether any person has ever signed in. Until then the bootstrap token may approve, for there is nobody else.
 *
 * <p>Signing in to the dashboard with a token does not count: a token is no person, whoever holds it.
 */
@Component
public class PersonSignIn {

    private final JdbcClient jdbc;

    PersonSignIn(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Asked anew each time: the first sign-in may have been at another replica. */
    public boolean everHappened() {
        return jdbc.sql("select exists (select from person where first_signed_in_at is not null)")
                .query(Boolean.class)
                .single();
    }
}
