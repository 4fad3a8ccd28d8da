package dev.touchstone.server.access;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import dev.touchstone.server.problem.ProblemWriter;
import dev.touchstone.server.problem.Refusal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;

/** The rules of every path that programs use, in one place. Stateless: each request brings its own token. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

    private static final String[] PATHS = {"/api/**", "/.well-known/**", "/actuator/**"};
    private static final String[] PROBES = {"/actuator/health/liveness", "/actuator/health/readiness"};

    /** Authenticated by the TPM, not by a token. */
    private static final String[] FOR_HOSTS = {
        "/api/v1/enrollments",
        "/api/v1/enrollments/*/activation",
        "/api/v1/challenges",
        "/api/v1/attestations",
        "/api/v1/hosts/*/client-keys"
    };

    private static final String[] FOR_OPERATORS = {
        "/api/v1/enrollment-tokens/**",
        "/api/v1/hosts/**",
        "/api/v1/reference-sets/**",
        "/api/v1/changes/**",
        "/api/v1/images/**",
        "/api/v1/digest-lists/**",
        "/api/v1/baselines/**",
        "/api/v1/jobs/**",
        "/api/v1/re-appraisals",
        "/api/v1/dry-runs",
        "/api/v1/drift/**",
        "/api/v1/attestations/*/re-appraisal"
    };

    /** Public keys, and where they are. */
    private static final String[] FOR_EVERYONE = {
        "/.well-known/jwks.json", "/.well-known/openid-configuration", "/.well-known/veraison/verification"
    };

    /** Asked by POST, and changing nothing. */
    private static final String[] FOR_RELYING_PARTIES = {"/api/v1/results", "/api/v1/introspection"};

    /** Read by auditors and administrators: who has access, and who decided what. */
    private static final String[] FOR_AUDITORS = {
        "/api/v1/people/**", "/api/v1/access-tokens/**", "/api/v1/webhooks/**", "/api/v1/audit/**"
    };

    /** A token that may not approve is told so by what it asks, not here. */
    private static final String[] FOR_APPROVERS = {
        "/api/v1/reference-sets/*/versions/*/approval",
        "/api/v1/changes/*/approval",
        "/api/v1/changes/*/rejection",
        "/api/v1/drift/clusters/*/waivers",
        "/api/v1/drift/waivers/*/revocation"
    };

    private final ProblemWriter problems;

    ApiSecurity(ProblemWriter problems) {
        this.problems = problems;
    }

    @Bean
    @Order(1)
    SecurityFilterChain apiFilterChain(HttpSecurity http, AccessTokens tokens, Passwords passwords, SourceRate rate)
            throws Exception {
        var allButProbes = new NegatedRequestMatcher(PathPatternRequestMatcher.pathPattern("/actuator/health/*"));
        return http.securityMatcher(PATHS)
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(
                        csp -> csp.policyDirectives("default-src 'none'; frame-ancestors 'none'")))
                .addFilterBefore(new BearerTokenFilter(tokens), AnonymousAuthenticationFilter.class)
                .addFilterBefore(new PasswordFilter(passwords, problems), AnonymousAuthenticationFilter.class)
                .addFilterBefore(new RateLimitFilter(rate, problems, allButProbes), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(ApiSecurity::rules)
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(
                                (request, response, _) -> unauthenticated(request, response))
                        .accessDeniedHandler((request, response, _) -> forbidden(request, response)))
                .build();
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry paths) {
        paths.dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(BearerTokenFilter::hasInvalidToken)
                .denyAll()
                .requestMatchers(POST, FOR_HOSTS)
                .permitAll()
                .requestMatchers(GET, PROBES)
                .permitAll()
                .requestMatchers(GET, FOR_EVERYONE)
                .permitAll();
        paths.requestMatchers(PUT, "/api/v1/people/me/password").hasAuthority(PersonAuthentication.PERSON);
        paths.requestMatchers(GET, FOR_AUDITORS).hasAuthority(Scope.AUDITOR.word());
        paths.requestMatchers(HEAD, FOR_AUDITORS).hasAuthority(Scope.AUDITOR.word());
        paths.requestMatchers("/api/v1/people/**", "/api/v1/webhooks/**").hasAuthority(Scope.ADMIN.word());
        paths.requestMatchers("/api/v1/admission/subrequest/**").hasAuthority(Scope.ADMISSION.word());
        paths.requestMatchers(POST, "/api/v1/admission", "/api/v1/admission/radius")
                .hasAuthority(Scope.ADMISSION.word());
        paths.requestMatchers(DELETE, "/api/v1/hosts/*").hasAuthority(Scope.ADMIN.word());
        for (HttpMethod read : new HttpMethod[] {GET, HEAD}) {
            paths.requestMatchers(read, "/api/v1/admission/**").hasAuthority(Scope.ADMISSION.word());
            paths.requestMatchers(read, PATHS).hasAuthority(Scope.VIEWER.word());
        }
        paths.requestMatchers(PUT, "/api/v1/inventory", "/api/v1/client-keys").hasAuthority(Scope.OPERATOR.word());
        paths.requestMatchers(POST, FOR_RELYING_PARTIES).hasAuthority(Scope.ADMISSION.word());
        paths.requestMatchers(POST, FOR_APPROVERS)
                .hasAnyAuthority(Scope.OPERATOR.word(), PersonAuthentication.APPROVER);
        paths.requestMatchers(FOR_OPERATORS).hasAuthority(Scope.OPERATOR.word());
        paths.anyRequest().hasAuthority(Scope.ADMIN.word());
    }

    private void unauthenticated(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean invalid = BearerTokenFilter.hasInvalidToken(request);
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, invalid ? "Bearer error=\"invalid_token\"" : "Bearer");
        String detail = invalid ? "The access token or password is not valid." : "An access token is needed.";
        problems.write(request, response, new Refusal(401, "unauthenticated", detail));
    }

    private void forbidden(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"");
        boolean first = SecurityContextHolder.getContext().getAuthentication() instanceof PersonAuthentication person
                && person.mustChangePassword();
        problems.write(
                request,
                response,
                first
                        ? new Refusal(403, "password-change-required", "Choose a password of your own first.")
                        : new Refusal(403, "forbidden", "The caller's scopes or roles do not allow this."));
    }
}
