package dev.touchstone.server.access;

import dev.touchstone.server.audit.AuditLog;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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

    /** Asks for a person. */
    record NewPerson(
            @Pattern(regexp = "[a-z0-9]([a-z0-9._@-]{0,62}[a-z0-9])?")
            String name,

            @NotEmpty Set<Role> roles) {}

    /** A password of one's own choice. */
    record NewPassword(
            @Size(min = OwnAccess.MIN_PASSWORD, max = BasicCredentials.MAX_PASSWORD)
            String password) {

        /** Never the password. */
        @Override
        public String toString() {
            return "a password";
        }
    }

    private final PeopleAdministration administration;
    private final People people;
    private final Passwords passwords;
    private final AuditLog audit;

    PersonController(PeopleAdministration administration, People people, Passwords passwords, AuditLog audit) {
        this.administration = administration;
        this.people = people;
        this.passwords = passwords;
        this.audit = audit;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    public PeopleAdministration.CreatedPerson create(
            @Valid @RequestBody NewPerson wanted, @AuthenticationPrincipal Caller caller) {
        return administration.create(wanted.name(), wanted.roles(), caller);
    }

    @GetMapping
    public List<Person> list() {
        return administration.list();
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void disable(@PathVariable String name, @AuthenticationPrincipal Caller caller) {
        administration.disable(name, caller);
    }

    @PutMapping("/me/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void changePassword(@Valid @RequestBody NewPassword wanted, @AuthenticationPrincipal Caller caller) {
        people.changePassword(caller.name(), passwords.hash(wanted.password()));
        audit.record(caller.name(), "person.change-password", "person/" + caller.name(), null, null);
    }
}
