package dev.touchstone.server;

import dev.touchstone.db.TestDatabase;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * {@code ./touchstone bench pages}: how long pages and lists of a large fleet take over HTTP, one after the other, with
 * 512 MB of heap, beside a request that does nothing; and how large they are.
 */
final class PagesBench {

    private static final Pattern READY = Pattern.compile("Touchstone is ready: (\\S+)  \\(admin token: (\\S+)\\)");
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final int REQUESTS = 200;

    private final TestDatabase.Database database = TestDatabase.shared().fresh();
    private final JdbcTemplate jdbc =
            new JdbcTemplate(new DriverManagerDataSource(database.url(), database.user(), database.password()));
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final Path home;
    private final int hosts;

    private PagesBench(Path home, int hosts) {
        this.home = home;
        this.hosts = hosts;
    }

    /** Asks of a fleet of 100,000, or as many as told. */
    public static void main(String... args) throws Exception {
        int hosts = args.length == 0 ? 100_000 : Integer.parseInt(args[0]);
        new PagesBench(Files.createTempDirectory("bench"), hosts).run();
        System.exit(0);
    }

    private ServerProcess serve() throws IOException {
        return ServerProcess.lasting(
                home.resolve("home"),
                Map.of(
                        "JAVA_TOOL_OPTIONS", "-Xmx512m",
                        "TOUCHSTONE_DATASOURCE_URL", database.url(),
                        "TOUCHSTONE_DATASOURCE_USER", database.user(),
                        "TOUCHSTONE_DATASOURCE_PASSWORD", database.password()),
                "--port",
                "0");
    }

    private void run() throws Exception {
        try (ServerProcess first = serve()) {
            ready(first);
            first.stop();
        }
        fill();
        try (ServerProcess server = serve()) {
            Matcher ready = ready(server);
            String url = ready.group(1);
            signIn(url, Files.readString(Path.of(ready.group(2))).strip());
            for (int round = 1; round <= 2; round++) {
                measure(round, url);
            }
        }
    }

    private void measure(int round, String url) throws Exception {
        ask(round, "sign-in page, which asks nothing", url + "/sign-in");
        ask(round, "overview", url + "/");
        ask(round, "hosts", url + "/hosts");
        ask(round, "hosts, DRIFTED", url + "/hosts?verdict=DRIFTED");
        ask(round, "hosts, three filters", url + "/hosts?label.site=s7&label.model=m3&state=ACTIVE");
        ask(round, "hosts by name", url + "/hosts?name=4711");
        ask(round, "hosts by age of evidence", url + "/hosts?sort=evidence");
        ask(round, "one host", url + "/hosts/00000000-0000-4000-8000-000000000007");
        ask(round, "enrollment", url + "/enrollment");
        ask(round, "drift", url + "/drift");
    }

    private static Matcher ready(ServerProcess server) throws IOException {
        Matcher ready = READY.matcher(server.line());
        if (!ready.matches()) {
            throw new IllegalStateException(server.log());
        }
        return ready;
    }

    /** Of a hundred hosts, one drifted, one stale, one waiting; 40 sites, 12 models, 300 racks. */
    private void fill() {
        jdbc.update("""
                insert into host (id, name, name_source, labels, labels_source, claimed_name, state, waiting_for, ek_name,
                    ek_public, ek_spki_sha256, identity, ak_name, ak_public, verdict, verdict_since, evidence_issued_at,
                    evidence_valid_until, created_at)
                select ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'bench-' || n, 'pin',
                    jsonb_build_object('site', 's' || n % 40, 'model', 'm' || n % 12, 'rack', 'r' || n % 300), 'pin', 'x',
                    case n % 100 when 1 then 'AWAITING_APPROVAL' else 'ACTIVE' end,
                    case n % 100 when 1 then 'approval' end, sha256(('ek' || n)::bytea), '',
                    sha256(('ek' || n)::bytea), 'hardware', sha256(('ak' || n)::bytea), '',
                    case n % 100 when 2 then 'DRIFTED' else 'TRUSTED' end, now() - n * interval '1 second',
                    now() - n % 300 * interval '1 second',
                    case n % 100 when 3 then now() else now() + interval '1 day' end, now()
                from generate_series(1, ?) n""", hosts);
        jdbc.execute("analyze host");
    }

    private void signIn(String url, String token) throws Exception {
        Matcher csrf = CSRF.matcher(get(url + "/sign-in").body());
        if (!csrf.find()) {
            throw new IllegalStateException("the sign-in page has no form");
        }
        String form = "_csrf=" + encoded(csrf.group(1)) + "&username=token&token=" + encoded(token);
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/sign-in"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        client.send(request, BodyHandlers.discarding());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> get(String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private void ask(int round, String what, String url) throws Exception {
        long[] times = new long[REQUESTS];
        int length = 0;
        for (int i = 0; i < REQUESTS; i++) {
            long started = System.nanoTime();
            HttpResponse<String> answer = get(url);
            times[i] = (System.nanoTime() - started) / 1000;
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(url + ": " + answer.statusCode());
            }
            length = answer.body().length();
        }
        Arrays.sort(times);
        System.out.printf(
                "BENCH round %d, %-34s p50 %6d us, p95 %6d us, max %6d us; %4d KB%n",
                round, what, times[REQUESTS / 2], times[REQUESTS * 95 / 100], times[REQUESTS - 1], length / 1024);
    }
}
