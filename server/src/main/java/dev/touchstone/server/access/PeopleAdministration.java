package dev.touchstone.server.access;

import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes, changes and disables people, each on record. What takes an approved change is not done here. */
@Service
public class PeopleAdministration {

    private static final Set<String> RESERVED = Set.of("me", "system", "bootstrap");

    private final People people;
    private final Passwords passwords;
    private final Approvers approvers;
    private final AuditLog audit;
    private final Clock clock;

    PeopleAdministration(People people, Passwords passwords, Approvers approvers, AuditLog audit, Clock clock) {
        this.people = people;
        this.passwords = passwords;
        this.approvers = approvers;
        this.audit = audit;
        this.clock = clock;
    }

    /** A person's first password, shown once; it lets in to be changed and for nothing else. */
    public record CreatedPerson(String name, String password) {

        /** Never the password. */
        @Override
        public String toString() {
            return name;
        }
    }

    /** All there are and ever were, by name. */
    public List<Person> list() {
        return people.list();
    }

    /** Makes a person. */
    @Transactional
    public CreatedPerson create(String name, Set<Role> roles, Caller by) {
        if (!BasicCredentials.NAME.matcher(name).matches()) {
            throw new Refusal(400, "person-name-invalid", "A name is up to 64 of a-z, 0-9, '.', '_', '@' and '-'.");
        }
        requireSome(roles);
        approvers.requireMayCreate(roles);
        String password = Passwords.random();
        var person = new Person(name, roles, true, clock.instant(), by.name(), null, null, null, null);
        if (RESERVED.contains(name) || !people.insert(person, passwords.hash(password))) {
            throw new Refusal(409, "person-name-taken", "A person or a token has, or had, this name.");
        }
        audit.record(by.name(), "person.create", "person/" + name, null, person);
        return new CreatedPerson(name, password);
    }

    /** Gives a person these roles; but whether to be an approver stays as it is, for a change decides that. */
    @Transactional
    public void setRoles(String name, Set<Role> wanted, Caller by) {
        Person before = find(name);
        Set<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(wanted);
        roles.remove(Role.APPROVER);
        if (before.roles().contains(Role.APPROVER)) {
            roles.add(Role.APPROVER);
        }
        requireSome(roles);
        if (!roles.equals(before.roles())) {
            people.setRoles(name, roles);
            audit.record(by.name(), "person.set-roles", "person/" + name, before, find(name));
        }
    }

    /** Lets a person do nothing from now on; the sessions end. */
    @Transactional
    public void disable(String name, Caller by) {
        Person before = find(name);
        if (people.disable(name, clock.instant())) {
            audit.record(by.name(), "person.disable", "person/" + name, before, find(name));
        }
    }

    private Person find(String name) {
        return people.find(name).orElseThrow(() -> Refusal.notFound("There is no such person."));
    }

    private static void requireSome(Set<Role> roles) {
        if (roles.isEmpty()) {
            throw new Refusal(400, "roles-missing", "A person has at least one role.");
        }
    }
}
