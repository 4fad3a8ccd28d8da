package dev.touchstone.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.TestServer;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
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
import java.util.stream.Collectors;

/** A browser without scripts: it keeps cookies, sends forms with the CSRF token of their page, follows nothing. */
public final class Visitor {

    /** What people choose in tests. */
    public static final String PASSWORD = "correct horse battery staple";

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private static final Pattern OTHER_CSRF = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");

    private final TestServer server;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    public Visitor(TestServer server) {
        this.server = server;
    }

    public HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(server.url(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** How a stream begins; it would not end by itself. */
    int begins(String path) throws Exception {
        var answer = client.send(HttpRequest.newBuilder(server.url(path)).build(), BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    /** Sends a form, with the CSRF token of the page that asks to sign in. */
    public HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        Matcher found = CSRF.matcher(get("/sign-in").body());
        assertThat(found.find()).isTrue();
        return postRaw(path, form(fields) + "&_csrf=" + encoded(found.group(1)));
    }

    HttpResponse<String> postRaw(String path, String form) throws Exception {
        return client.send(
                HttpRequest.newBuilder(server.url(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    public HttpResponse<String> signIn(String name, String password) throws Exception {
        return post("/sign-in", Map.of("username", name, "password", password));
    }

    HttpResponse<String> signIn(String name, String password, String token) throws Exception {
        return post("/sign-in", Map.of("username", name, "password", password, "token", token));
    }

    /** Makes a person with these roles, who has chosen {@link #PASSWORD}, and signs in. */
    public Visitor as(String name, String... roles) throws Exception {
        var created = server.post("/api/v1/people", Map.of("name", name, "roles", List.of(roles)));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        String first = created.json().path("password").asString();
        signIn(name, first);
        var chosen = post("/access/me/password", Map.of("current", first, "password", PASSWORD, "again", PASSWORD));
        assertThat(location(chosen)).endsWith("/access/me?changed");
        return this;
    }

    static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    /** Where the answer leads, asked for. */
    public HttpResponse<String> follow(HttpResponse<String> answer) throws Exception {
        URI to = server.url("/").resolve(location(answer));
        return get(to.getRawPath() + (to.getRawQuery() == null ? "" : "?" + to.getRawQuery()));
    }

    /** Follows wherever it is sent, also to other servers. */
    HttpResponse<String> travel(URI to) throws Exception {
        return arrived(client.send(HttpRequest.newBuilder(to).build(), BodyHandlers.ofString()));
    }

    /** Sends the form of a page of another server, and follows. */
    HttpResponse<String> submit(URI action, HttpResponse<String> page, Map<String, String> fields) throws Exception {
        Matcher found = OTHER_CSRF.matcher(page.body());
        assertThat(found.find()).isTrue();
        String form = form(fields) + "&_csrf=" + encoded(found.group(1));
        return arrived(client.send(
                HttpRequest.newBuilder(action)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString()));
    }

    private HttpResponse<String> arrived(HttpResponse<String> answer) throws Exception {
        return answer.statusCode() == 302 ? travel(answer.uri().resolve(location(answer))) : answer;
    }

    String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(SessionSecret.COOKIE))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    void setCookie(String name, String value) {
        var cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setDomain(server.url("/").getHost());
        cookie.setVersion(0);
        cookies.getCookieStore().add(server.url("/"), cookie);
    }
}
