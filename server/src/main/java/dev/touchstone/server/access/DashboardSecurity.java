package dev.touchstone.server.access;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;

import dev.touchstone.server.problem.ProblemWriter;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** The rules of every page: a session that began with an access token, and a browser told to run only our own files. */
@Configuration(proxyBeanMethods = false)
class DashboardSecurity {

    static final String SIGN_IN = "/sign-in";

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    @Bean
    @Order(2)
    SecurityFilterChain dashboard(HttpSecurity http, AccessTokens tokens, SourceRate rate, ProblemWriter problems)
            throws Exception {
        var signingIn = PathPatternRequestMatcher.pathPattern(POST, SIGN_IN);
        return http.headers(DashboardSecurity::headers)
                .authenticationProvider(new TokenSignIn(tokens))
                .addFilterBefore(new RateLimitFilter(rate, problems, signingIn), CsrfFilter.class)
                .addFilterAfter(new SessionTokenFilter(tokens), SecurityContextHolderFilter.class)
                .formLogin(form -> form.loginPage(SIGN_IN)
                        .passwordParameter("token")
                        .defaultSuccessUrl("/")
                        .failureUrl(SIGN_IN + "?refused"))
                .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl(SIGN_IN))
                .authorizeHttpRequests(paths -> paths.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(SIGN_IN)
                        .permitAll()
                        .requestMatchers(GET, "/assets/**", "/webjars/**")
                        .permitAll()
                        .requestMatchers(GET, "/**")
                        .hasAuthority(Scope.VIEWER.word())
                        .requestMatchers(HEAD, "/**")
                        .hasAuthority(Scope.VIEWER.word())
                        .anyRequest()
                        .hasAuthority(Scope.OPERATOR.word()))
                .build();
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER));
    }
}
