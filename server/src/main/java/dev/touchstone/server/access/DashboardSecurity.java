package dev.touchstone.server.access;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;

import dev.touchstone.server.problem.ProblemWriter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/**
 * The rules of every page: a session of a person or of an access token, and a browser told to run only our own files.
 *
 * <p>Nobody has a session before signing in. What Spring would keep in one until then, the CSRF token and the page
 * first asked for, is in cookies; else strangers could fill the database with sessions. What no rule names is denied.
 */
@Configuration(proxyBeanMethods = false)
class DashboardSecurity {

    static final String SIGN_IN = "/sign-in";

    /** One's own password and sessions. */
    static final String OWN = "/access/me";

    private static final String LIVE = "/live";
    private static final String[] FILES = {"/assets/**", "/webjars/**"};

    /** Where one person is enough to approve, an operator is that person; what is asked says so, not this. */
    private static final String[] FOR_APPROVERS = {
        "/approvals/**", "/changes/*/approval", "/changes/*/rejection", "/drift/*/waivers", "/drift/*/waivers/**"
    };

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    @Bean
    @Order(2)
    SecurityFilterChain pagesFilterChain(
            HttpSecurity http,
            SessionContexts sessions,
            FirstAsked firstAsked,
            OidcSignIn oidc,
            CsrfTokenRepository csrfCookie,
            SourceRate rate,
            ProblemWriter problems)
            throws Exception {
        oidc.configure(http);
        return http.headers(DashboardSecurity::headers)
                .securityContext(context -> context.securityContextRepository(sessions))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new RateLimitFilter(rate, problems, allButFiles()), CsrfFilter.class)
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie))
                .requestCache(cache -> cache.requestCache(firstAsked.cache()))
                .logout(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(DashboardSecurity::rules)
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(signInFirst()).accessDeniedHandler(DashboardSecurity::denied))
                .build();
    }

    /** A stream has no page to sign in on: 204 ends it, and its page asks by itself (HTML standard, §9.2.3). */
    private static AuthenticationEntryPoint signInFirst() {
        var login = new LoginUrlAuthenticationEntryPoint(SIGN_IN);
        return (request, response, refused) -> {
            if (request.getRequestURI().equals(request.getContextPath() + LIVE)) {
                response.setStatus(HttpStatus.NO_CONTENT.value());
            } else {
                login.commence(request, response, refused);
            }
        };
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry paths) {
        // What goes on in the background was allowed when it was asked for.
        paths.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll()
                .requestMatchers(SIGN_IN, SIGN_IN + "/done", "/sign-out")
                .permitAll()
                .requestMatchers(GET, FILES)
                .permitAll();
        paths.requestMatchers(OWN, OWN + "/**").hasAuthority(PersonAuthentication.PERSON);
        paths.requestMatchers("/audit/**").hasAuthority(Scope.AUDITOR.word());
        for (HttpMethod read : new HttpMethod[] {GET, HEAD}) {
            paths.requestMatchers(read, "/access/**").hasAuthority(Scope.AUDITOR.word());
            paths.requestMatchers(read, "/**").hasAuthority(Scope.VIEWER.word());
        }
        paths.requestMatchers("/access/**").hasAuthority(Scope.ADMIN.word());
        paths.requestMatchers(POST, "/display").hasAuthority(Scope.VIEWER.word());
        paths.requestMatchers(POST, FOR_APPROVERS)
                .hasAnyAuthority(Scope.OPERATOR.word(), PersonAuthentication.APPROVER);
        paths.requestMatchers(POST, "/**").hasAuthority(Scope.OPERATOR.word());
        paths.anyRequest().denyAll();
    }

    /** Whoever has to choose a password is led there; others are told that it is their roles. */
    private static void denied(HttpServletRequest request, HttpServletResponse response, AccessDeniedException cause)
            throws IOException {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof SessionAuthentication known
                && known.mustChangePassword()) {
            response.sendRedirect(request.getContextPath() + OWN);
            return;
        }
        request.setAttribute(
                "detail",
                cause instanceof CsrfException
                        ? "The form was not sent from a page of this server, or the page was too old. Load it anew."
                        : "Your roles do not allow this.");
        response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER));
    }

    @Bean
    CsrfTokenRepository csrfCookie() {
        var cookie = new CookieCsrfTokenRepository();
        cookie.setCookieName("touchstone-csrf");
        cookie.setCookieCustomizer(settings -> settings.sameSite("Strict"));
        return cookie;
    }

    private static NegatedRequestMatcher allButFiles() {
        return new NegatedRequestMatcher(new OrRequestMatcher(
                PathPatternRequestMatcher.pathPattern(FILES[0]), PathPatternRequestMatcher.pathPattern(FILES[1])));
    }
}
