package dev.touchstone.server.access;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * A caller known by a session, and what the person or token behind it may do at this very request. A session is not a
 * password: its caller is no person who could approve, until {@link Confirmation} says so.
 */
final class SessionAuthentication extends AbstractAuthenticationToken {

    private final transient WebSession session;
    private final transient Caller caller;
    private final transient @Nullable Person person;

    private SessionAuthentication(
            WebSession session, Caller caller, @Nullable Person person, List<String> authorities) {
        super(authorities.stream().map(SimpleGrantedAuthority::new).toList());
        this.session = session;
        this.caller = caller;
        this.person = person;
        super.setAuthenticated(true);
    }

    static SessionAuthentication of(WebSession session, Person person) {
        Caller given = person.caller();
        Caller seen =
                new Caller(given.name(), given.scopes(), false, false, false, given.responsible(), Optional.empty());
        return new SessionAuthentication(session, seen, person, PersonAuthentication.words(given));
    }

    static SessionAuthentication of(WebSession session, Caller token) {
        return new SessionAuthentication(session, token, null, Scope.wordsOf(token));
    }

    WebSession session() {
        return session;
    }

    /** Whose session it is; empty if it began with a token. */
    Optional<Person> person() {
        return Optional.ofNullable(person);
    }

    boolean mustChangePassword() {
        return person().filter(Person::mustChangePassword).isPresent();
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SessionAuthentication that && session.equals(that.session);
    }

    @Override
    public int hashCode() {
        return session.hashCode();
    }
}
