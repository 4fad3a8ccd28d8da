package dev.touchstone.server.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A person who gave the password in this very request. It is never kept in a session. */
final class PersonAuthentication extends AbstractAuthenticationToken {

    /** Whoever is a person at all: may change the own password. */
    static final String PERSON = "person";

    /** May approve and reject. */
    static final String APPROVER = "approver";

    private final transient Person person;

    PersonAuthentication(Person person) {
        super(authorities(person.caller()));
        this.person = person;
        super.setAuthenticated(true);
    }

    private static Collection<GrantedAuthority> authorities(Caller caller) {
        List<GrantedAuthority> all = new ArrayList<>();
        Arrays.stream(Scope.values())
                .filter(caller::may)
                .forEach(scope -> all.add(new SimpleGrantedAuthority(scope.word())));
        all.add(new SimpleGrantedAuthority(PERSON));
        if (caller.approver()) {
            all.add(new SimpleGrantedAuthority(APPROVER));
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
