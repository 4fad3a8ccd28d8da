package dev.touchstone.server.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.stereotype.Component;

/** Sign-in by the OpenID provider, where there is one. What comes of it is a session as any other. */
@Component
class OidcSignIn {

    static final String START = DashboardSecurity.SIGN_IN + "/oidc";
    static final String CALLBACK = DashboardSecurity.SIGN_IN + "/oidc-answer";

    /** Where the provider asks again who is there. */
    static final String AGAIN = START + "/" + OidcProvider.ID + "?again";

    private static final String REFUSED = DashboardSecurity.SIGN_IN + "?refused";

    private final OidcProperties settings;
    private final OidcPeople people;
    private final SignIns signIns;

    OidcSignIn(OidcProperties settings, OidcPeople people, SignIns signIns) {
        this.settings = settings;
        this.people = people;
        this.signIns = signIns;
    }

    boolean isOffered() {
        return settings.isSet();
    }

    void configure(HttpSecurity http) throws Exception {
        if (!isOffered()) {
            return;
        }
        var provider = new OidcProvider(settings);
        var refused = new SimpleUrlAuthenticationFailureHandler(REFUSED);
        refused.setAllowSessionCreation(false);
        http.oauth2Login(login -> login.loginPage(DashboardSecurity.SIGN_IN)
                .clientRegistrationRepository(provider)
                .authorizedClientRepository(new NoTokensKept())
                .authorizationEndpoint(ask -> ask.baseUri(START)
                        .authorizationRequestResolver(new OidcRequests(provider))
                        .authorizationRequestRepository(new OidcRequestCookie()))
                .redirectionEndpoint(answer -> answer.baseUri(CALLBACK))
                .successHandler(this::succeed)
                .failureHandler(refused));
    }

    private void succeed(HttpServletRequest request, HttpServletResponse response, Authentication known)
            throws IOException {
        SecurityContextHolder.clearContext();
        Optional<Person> person =
                known.getPrincipal() instanceof OidcUser user ? people.signIn(user) : Optional.empty();
        if (person.isEmpty()) {
            response.sendRedirect(request.getContextPath() + REFUSED);
            return;
        }
        Instant proved = known.getPrincipal() instanceof OidcUser user ? user.getAuthenticatedAt() : null;
        signIns.begin(person.get(), Optional.ofNullable(proved), request, response);
        goOn(request, response);
    }

    /**
     * By a page of ours instead of a redirect: a cookie that is {@code SameSite=Strict} is not sent where another site
     * began the way.
     */
    private static void goOn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String next = request.getContextPath() + DashboardSecurity.SIGN_IN + "/done";
        response.setContentType(MediaType.TEXT_HTML_VALUE + ";charset=UTF-8");
        response.getWriter().write("""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Signed in · Touchstone</title>
                <meta http-equiv="refresh" content="0;url=%1$s"></head>
                <body><p>Signed in. <a href="%1$s">Go on</a></p></body></html>
                """.formatted(next));
    }
}
