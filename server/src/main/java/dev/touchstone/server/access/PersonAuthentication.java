package dev.touchstone.server.access;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A person who gave the password in this very request. It is never kept in a session. */
final class PersonAuthentication extends AbstractAuthenticationToken {

    /** Whoever is a person at all: may change the own password. */
    static final String PERSON = "person";

    /** May approve and reject. */
    static final String APPROVER = "approver";

    private final transient Person person;

    PersonAuthentication(Person person) {
        super(words(person.caller()).stream().map(SimpleGrantedAuthority::new).toList());
        this.person = person;
        super.setAuthenticated(true);
    }

    static List<String> words(Caller person) {
        List<String> all = new ArrayList<>(Scope.wordsOf(person));
        all.add(PERSON);
        if (person.approver()) {
            all.add(APPROVER);
        }
        return all;
    }

    boolean mustChangePassword() {
        return person.mustChangePassword();
    }

    @Override
    public Caller getPrincipal() {
        return person.caller();
    }

    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PersonAuthentication that && person.equals(that.person);
    }

    @Override
    public int hashCode() {
        return person.hashCode();
    }
}
