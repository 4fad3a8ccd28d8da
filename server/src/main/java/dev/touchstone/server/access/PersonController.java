package dev.touchstone.server.access;

import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/people}: the least it takes for two people to approve. */
@RestController
@RequestMapping("/api/v1/people")
class PersonController {

    private static final Set<String> RESERVED = Set.of("me", "system", "bootstrap");

    /** Asks for a person. */
    record NewPerson(
            @Pattern(regexp = "[a-z0-9]([a-z0-9._@-]{0,62}[a-z0-9])?")
            String name,

            @NotEmpty Set<Role> roles) {}

    /** A person's first password, shown once; it lets in to be changed and for nothing else. */
    record CreatedPerson(String name, String password) {

        /** Never the password. */
        @Override
        public String toString() {
            return name;
        }
    }

    /** A password of one's own choice. */
    record NewPassword(
            @Size(min = 12, max = BasicCredentials.MAX_PASSWORD)
            String password) {

        /** Never the password. */
        @Override
        public String toString() {
            return "a password";
        }
    }

    private final People people;
    private final Passwords passwords;
    private final Approvers approvers;
    private final AuditLog audit;
    private final Clock clock;

    PersonController(People people, Passwords passwords, Approvers approvers, AuditLog audit, Clock clock) {
        this.people = people;
        this.passwords = passwords;
        this.approvers = approvers;
        this.audit = audit;
        this.clock = clock;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    public CreatedPerson create(@Valid @RequestBody NewPerson wanted, @AuthenticationPrincipal Caller caller) {
        approvers.requireMayCreate(wanted.roles());
        String password = Passwords.random();
        var person =
                new Person(wanted.name(), wanted.roles(), true, clock.instant(), caller.name(), null, null, null, null);
        if (RESERVED.contains(wanted.name()) || !people.insert(person, passwords.hash(password))) {
            throw new Refusal(409, "person-name-taken", "A person or a token has, or had, this name.");
        }
        audit.record(caller.name(), "person.create", "person/" + person.name(), null, person);
        return new CreatedPerson(person.name(), password);
    }

    @GetMapping
    public List<Person> list() {
        return people.list();
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void disable(@PathVariable String name, @AuthenticationPrincipal Caller caller) {
        Person before = people.find(name).orElseThrow(() -> Refusal.notFound("There is no such person."));
        if (people.disable(name, clock.instant())) {
            audit.record(
                    caller.name(),
                    "person.disable",
                    "person/" + name,
                    before,
                    people.find(name).orElseThrow());
        }
    }

    @PutMapping("/me/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void changePassword(@Valid @RequestBody NewPassword wanted, @AuthenticationPrincipal Caller caller) {
        people.changePassword(caller.name(), passwords.hash(wanted.password()));
        audit.record(caller.name(), "person.change-password", "person/" + caller.name(), null, null);
    }
}
