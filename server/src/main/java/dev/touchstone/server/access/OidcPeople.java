package dev.touchstone.server.access;

import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whom the provider's people are here. They are known by issuer and subject, never by a name that the provider may give
 * to somebody else; the name is taken once. Roles follow the provider at each sign-in, but for that of an approver,
 * which takes an approved change as anybody's does.
 */
@Component
class OidcPeople {

    private static final Logger LOG = LoggerFactory.getLogger(OidcPeople.class);
    private static final Caller PROVIDER =
            new Caller("system", Set.of(Scope.ADMIN), false, false, false, "system", Optional.empty());

    private final OidcProperties settings;
    private final People people;
    private final PeopleAdministration administration;
    private final Approvers approvers;
    private final Passwords passwords;
    private final TransactionTemplate transaction;
    private final Clock clock;

    OidcPeople(
            OidcProperties settings,
            People people,
            PeopleAdministration administration,
            Approvers approvers,
            Passwords passwords,
            TransactionTemplate transaction,
            Clock clock) {
        this.settings = settings;
        this.people = people;
        this.administration = administration;
        this.approvers = approvers;
        this.passwords = passwords;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The person, if this is one who may sign in. */
    Optional<Person> signIn(OidcUser user) {
        Set<Role> roles = roles(user);
        String subject = user.getIssuer() + " " + user.getSubject();
        if (roles.isEmpty()) {
            LOG.info("The provider's {} has no role that is mapped", subject);
            return Optional.empty();
        }
        try {
            return transaction.execute(_ -> {
                String name = people.ofSubject(subject).orElseGet(() -> create(user, subject, roles));
                administration.setRoles(name, roles, PROVIDER);
                return people.signedIn(name, clock.instant());
            });
        } catch (Refusal refusal) {
            LOG.info("The provider's {} cannot sign in: {}", subject, refusal.detail());
            return Optional.empty();
        }
    }

    /** With a password that nobody knows, so that trying one is the same work as for anybody. */
    private String create(OidcUser user, String subject, Set<Role> wanted) {
        String claimed =
                Optional.ofNullable(user.getClaimAsString(settings.nameClaim())).orElse("");
        String name = claimed.strip().toLowerCase(Locale.ROOT);
        Set<Role> roles = EnumSet.copyOf(wanted);
        if (approvers.areEnough()) {
            roles.remove(Role.APPROVER);
        }
        administration.create(name, roles, PROVIDER);
        people.changePassword(name, passwords.hash(Passwords.random()));
        people.bind(name, subject);
        return name;
    }

    private Set<Role> roles(OidcUser user) {
        Object claim = user.getClaim(settings.roleClaim());
        Collection<?> groups = claim instanceof Collection<?> several ? several : List.of(String.valueOf(claim));
        Set<Role> roles = EnumSet.noneOf(Role.class);
        settings.roles().forEach((group, role) -> {
            if (groups.contains(group)) {
                roles.add(role);
            }
        });
        if (roles.contains(Role.APPROVER)) {
            roles.add(Role.VIEWER);
        }
        return roles;
    }
}
