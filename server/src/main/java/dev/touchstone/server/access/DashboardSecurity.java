package dev.touchstone.server.access;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;

import dev.touchstone.server.problem.ProblemWriter;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.FormLoginConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/**
 * The rules of every page: a session that began with an access token, and a browser told to run only our own files.
 *
 * <p>Nobody has a session before signing in. What Spring would keep in one until then, the CSRF token and the page
 * first asked for, is in cookies; else strangers could fill the memory with sessions.
 */
@Configuration(proxyBeanMethods = false)
class DashboardSecurity {

    static final String SIGN_IN = "/sign-in";

    private static final String[] FILES = {"/assets/**", "/webjars/**"};
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    @Bean
    @Order(2)
    SecurityFilterChain pagesFilterChain(
            HttpSecurity http, AccessTokens tokens, SourceRate rate, ProblemWriter problems) throws Exception {
        return http.headers(DashboardSecurity::headers)
                .authenticationProvider(new TokenSignIn(tokens))
                .addFilterBefore(new RateLimitFilter(rate, problems, allButFiles()), CsrfFilter.class)
                .addFilterAfter(new SessionTokenFilter(tokens), SecurityContextHolderFilter.class)
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie()))
                .requestCache(cache -> cache.requestCache(requestCookie()))
                .formLogin(DashboardSecurity::signIn)
                .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl(SIGN_IN))
                .authorizeHttpRequests(DashboardSecurity::rules)
                .build();
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry paths) {
        // What goes on in the background was allowed when it was asked for.
        paths.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll()
                .requestMatchers(SIGN_IN)
                .permitAll()
                .requestMatchers(GET, FILES)
                .permitAll()
                .requestMatchers(GET, "/**")
                .hasAuthority(Scope.VIEWER.word())
                .requestMatchers(HEAD, "/**")
                .hasAuthority(Scope.VIEWER.word())
                .anyRequest()
                .hasAuthority(Scope.OPERATOR.word());
    }

    private static void signIn(FormLoginConfigurer<HttpSecurity> form) {
        var refused = new SimpleUrlAuthenticationFailureHandler(SIGN_IN + "?refused");
        refused.setAllowSessionCreation(false);
        form.loginPage(SIGN_IN)
                .passwordParameter("token")
                .defaultSuccessUrl("/")
                .failureHandler(refused);
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER));
    }

    private static CookieCsrfTokenRepository csrfCookie() {
        var cookie = new CookieCsrfTokenRepository();
        cookie.setCookieName("touchstone-csrf");
        cookie.setCookieCustomizer(settings -> settings.sameSite("Strict"));
        return cookie;
    }

    private static CookieRequestCache requestCookie() {
        var cookie = new CookieRequestCache();
        cookie.setRequestMatcher(PathPatternRequestMatcher.pathPattern(GET, "/**"));
        cookie.setCookieCustomizer(settings -> settings.setAttribute("SameSite", "Strict"));
        return cookie;
    }

    private static NegatedRequestMatcher allButFiles() {
        return new NegatedRequestMatcher(new OrRequestMatcher(
                PathPatternRequestMatcher.pathPattern(FILES[0]), PathPatternRequestMatcher.pathPattern(FILES[1])));
    }
}
