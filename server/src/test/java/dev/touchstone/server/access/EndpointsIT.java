package dev.touchstone.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.ServerTest;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.host.Fleet;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * The table of docs/access.md is the server's: every endpoint there is, and whom it lets in. After a change that is
 * meant: run with {@code -Dtouchstone.endpoints.write=true} and read the difference.
 */
@ServerTest
// A server of its own: every endpoint is called, also those that rotate keys.
@TestPropertySource(properties = "touchstone.session.idle=29m")
class EndpointsIT {

    private static final Path TABLE = Path.of("..", "docs", "access.md");
    private static final String MARK = "<!-- endpoints -->\n";
    private static final List<String> ROLES =
            List.of("anonymous", "admission", "viewer", "operator", "approver", "auditor", "admin");

    private final TestServer server;
    private final ApplicationContext context;
    private final People people;
    private final Passwords passwords;
    private final WebSessions sessions;
    private final Clock clock;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    EndpointsIT(
            TestServer server,
            ApplicationContext context,
            People people,
            Passwords passwords,
            WebSessions sessions,
            Clock clock) {
        this.server = server;
        this.context = context;
        this.people = people;
        this.passwords = passwords;
        this.sessions = sessions;
        this.clock = clock;
    }

    private record Endpoint(String method, String path) {

        boolean isPage() {
            return !path.startsWith("/api/") && !path.startsWith("/.well-known/") && !path.startsWith("/actuator");
        }

        /** With something in place of every variable. */
        String filled() {
            return path.replaceAll("\\{\\*?(n|number|version)}", "1")
                    .replaceAll("\\{[^}]+}", UUID.randomUUID().toString())
                    .replace("/**", "/x");
        }
    }

    @Test
    void every_endpoint_lets_in_whom_the_table_says_and_nobody_else() throws Exception {
        for (String role : ROLES.subList(2, ROLES.size())) {
            names.put(role, person(role));
        }
        for (String scope : List.of("admission", "viewer", "operator", "auditor", "admin")) {
            var made = server.post("/api/v1/access-tokens", Map.of("name", scope, "scopes", List.of(scope)));
            tokens.put(scope, made.json().path("token").asString());
        }
        String whole = Files.readString(TABLE);
        String written = whole.substring(whole.indexOf(MARK) + MARK.length());
        String actual = table();
        if (Boolean.getBoolean("touchstone.endpoints.write")) {
            Files.writeString(TABLE, whole.substring(0, whole.indexOf(MARK)) + MARK + actual);
        } else {
            assertThat(actual).isEqualTo(written);
        }
    }

    /** A person who has a password already. */
    private String person(String role) {
        String name = Fleet.newName(role);
        people.insert(
                new Person(name, Set.of(Role.ofWord(role)), true, clock.instant(), "test", null, null, null, null),
                "none");
        people.changePassword(name, passwords.hash(Visitor.PASSWORD));
        return name;
    }

    private String table() throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add("| | endpoint | " + String.join(" | ", ROLES) + " |");
        lines.add("|---|---|" + "---|".repeat(ROLES.size()));
        for (Endpoint endpoint : endpoints()) {
            List<String> cells = new ArrayList<>();
            for (String role : ROLES) {
                cells.add(isLetIn(endpoint, role) ? "yes" : "");
            }
            lines.add("| " + endpoint.method() + " | `" + endpoint.path() + "` | " + String.join(" | ", cells) + " |");
        }
        return "\n" + String.join("\n", lines) + "\n";
    }

    private Set<Endpoint> endpoints() {
        Set<Endpoint> found = new TreeSet<>(Comparator.comparing(Endpoint::path).thenComparing(Endpoint::method));
        for (var mapping :
                context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values()) {
            mapping.getHandlerMethods().forEach((info, handler) -> {
                String type = handler.getBeanType().getName();
                if (type.startsWith("org.springdoc.") || info.getPatternValues().contains("/error")) {
                    return;
                }
                Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
                assertThat(methods).as("the methods of " + info).isNotEmpty();
                methods.forEach(method ->
                        info.getPatternValues().forEach(path -> found.add(new Endpoint(method.name(), path))));
            });
        }
        return found;
    }

    private boolean isLetIn(Endpoint endpoint, String role) throws Exception {
        return endpoint.isPage() ? isShown(endpoint, role) : isAnswered(endpoint, role);
    }

    private boolean isAnswered(Endpoint endpoint, String role) throws Exception {
        var request = HttpRequest.newBuilder(server.url(endpoint.filled()))
                .header("Content-Type", "application/json")
                .method(
                        endpoint.method(),
                        BodyPublishers.ofString(endpoint.method().equals("GET") ? "" : "{}"));
        if (role.equals("approver")) {
            byte[] pair = (names.get(role) + ":" + Visitor.PASSWORD).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        } else if (!role.equals("anonymous")) {
            request.header("Authorization", "Bearer " + tokens.get(role));
        }
        HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
        answer.body().close();
        boolean barred = answer.headers().firstValue("WWW-Authenticate").isPresent();
        assertThat(answer.statusCode()).as(endpoint + " as " + role).isNotEqualTo(429);
        return !barred;
    }

    private boolean isShown(Endpoint endpoint, String role) throws Exception {
        var visitor = new Visitor(server);
        String name = names.get(role);
        if (name != null) {
            visitor.setCookie(SessionSecret.COOKIE, session(name));
        } else if (role.equals("admission")) {
            visitor.signIn("", "", tokens.getOrDefault(role, ""));
        }
        if (endpoint.path().equals("/live")) {
            return visitor.begins(endpoint.path()) == 200;
        }
        HttpResponse<String> answer = endpoint.method().equals("GET")
                ? visitor.get(endpoint.filled())
                : visitor.post(endpoint.filled(), Map.of());
        assertThat(answer.statusCode()).as(endpoint + " as " + role).isNotEqualTo(429);
        boolean sentAway = answer.statusCode() == 302
                && Visitor.location(answer).endsWith("/sign-in")
                && !endpoint.path().equals("/sign-out");
        return !sentAway && !answer.body().contains("Your roles do not allow this.");
    }

    private String session(@Nullable String person) {
        SessionSecret secret = SessionSecret.random();
        var now = clock.instant();
        sessions.insert(
                new WebSession(UUID.randomUUID(), person, null, now, now, now, "127.0.0.1", ""), secret.digest());
        return secret.text();
    }
}
