package dev.touchstone.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.ServerTest;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@ServerTest
class SignInIT {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private final TestServer server;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    SignInIT(TestServer server) {
        this.server = server;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return browser.send(HttpRequest.newBuilder(server.url(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String form) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(server.url(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private String csrf() throws Exception {
        Matcher found = CSRF.matcher(get("/sign-in").body());
        assertThat(found.find()).isTrue();
        return URLEncoder.encode(found.group(1), StandardCharsets.UTF_8);
    }

    private HttpResponse<String> signIn(String token) throws Exception {
        return post("/sign-in", "token=" + token + "&_csrf=" + csrf());
    }

    private String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("touchstone-session"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    private Answer newToken(String scope) {
        return server.post("/api/v1/access-tokens", Map.of("name", "browser", "scopes", List.of(scope)));
    }

    @Test
    void a_page_asks_for_a_sign_in_first() throws Exception {
        var page = get("/hosts");
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location").orElse("")).endsWith("/sign-in");
    }

    @Test
    void every_page_runs_only_our_own_files() throws Exception {
        var headers = get("/sign-in").headers();
        assertThat(headers.firstValue("Content-Security-Policy"))
                .contains("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(headers.allValues("Set-Cookie"))
                .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict"));
    }

    @Test
    void a_stranger_has_no_session_to_fill_the_memory_with() throws Exception {
        get("/sign-in");
        get("/hosts");
        signIn("tst_wrong");
        assertThat(session()).isEmpty();
    }

    @Test
    void a_token_signs_in_and_each_sign_in_renames_the_session() throws Exception {
        String token = newToken("viewer").json().path("token").asString();
        var answer = signIn(token);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/");
        String first = session();
        assertThat(first).isNotEmpty();
        assertThat(get("/no-such-page").statusCode()).isEqualTo(404);
        signIn(token);
        assertThat(session()).isNotEmpty().isNotEqualTo(first);
    }

    @Test
    void signing_in_leads_to_the_page_first_asked_for() throws Exception {
        get("/drift/42?tab=hosts");
        var answer = signIn(newToken("viewer").json().path("token").asString());
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/drift/42?tab=hosts");
    }

    @Test
    void a_form_without_its_csrf_token_is_refused() throws Exception {
        signIn(newToken("operator").json().path("token").asString());
        assertThat(post("/no-such-page", "").statusCode()).isEqualTo(403);
        assertThat(post("/sign-out", "").statusCode()).isEqualTo(403);
    }

    @Test
    void a_viewer_changes_nothing() throws Exception {
        signIn(newToken("viewer").json().path("token").asString());
        assertThat(post("/no-such-page", "_csrf=" + csrf()).statusCode()).isEqualTo(403);
    }

    @Test
    void signing_out_ends_the_session() throws Exception {
        signIn(newToken("viewer").json().path("token").asString());
        assertThat(post("/sign-out", "_csrf=" + csrf()).statusCode()).isEqualTo(302);
        assertThat(get("/no-such-page").statusCode()).isEqualTo(302);
    }

    @Test
    void revoking_the_token_ends_the_session() throws Exception {
        Answer token = newToken("viewer");
        signIn(token.json().path("token").asString());
        assertThat(get("/no-such-page").statusCode()).isEqualTo(404);
        server.delete("/api/v1/access-tokens/" + token.json().path("id").asString());
        assertThat(get("/no-such-page").statusCode()).isEqualTo(302);
    }

    @Test
    void what_may_not_read_may_not_sign_in() throws Exception {
        assertThat(signIn("tst_wrong").headers().firstValue("Location").orElse(""))
                .endsWith("/sign-in?refused");
        String admission = newToken("admission").json().path("token").asString();
        assertThat(signIn(admission).headers().firstValue("Location").orElse(""))
                .endsWith("/sign-in?refused");
        assertThat(get("/sign-in?refused").body()).contains("role=\"alert\"");
    }

    @Test
    void a_session_is_nothing_to_the_api() throws Exception {
        signIn(newToken("admin").json().path("token").asString());
        assertThat(get("/api/v1/access-tokens").statusCode()).isEqualTo(401);
    }

    @Test
    void no_user_exists_but_tokens() throws Exception {
        assertThat(post("/sign-in", "username=user&token=password&_csrf=" + csrf())
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .endsWith("/sign-in?refused");
    }
}
