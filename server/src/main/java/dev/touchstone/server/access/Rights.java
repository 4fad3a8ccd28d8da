package dev.touchstone.server.access;

import java.util.Collection;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * What a page may offer to whoever looks at it. It decides nothing: what is asked is decided anew.
 *
 * @param person whether it is a person, who has a password and sessions
 * @param reads whether all but access and audit may be read; not before the first password is changed
 * @param audits whether access and audit may be read
 * @param operates whether hosts and drafts may be changed
 * @param approves whether it is a person who may approve, or the token of the first start, which may until a person has
 *     signed in
 * @param administers whether everything else may be changed
 */
public record Rights(
        boolean person, boolean reads, boolean audits, boolean operates, boolean approves, boolean administers) {

    /** Of an authenticated caller. */
    public static Rights of(Authentication caller) {
        Collection<String> words = caller.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .toList();
        boolean first = caller.getPrincipal() instanceof Caller known && known.bootstrap();
        return new Rights(
                words.contains(PersonAuthentication.PERSON),
                words.contains(Scope.VIEWER.word()),
                words.contains(Scope.AUDITOR.word()),
                words.contains(Scope.OPERATOR.word()),
                first || words.contains(PersonAuthentication.APPROVER),
                words.contains(Scope.ADMIN.word()));
    }
}
