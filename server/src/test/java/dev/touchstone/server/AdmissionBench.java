package dev.touchstone.server;

import dev.touchstone.db.TestDatabase;
import dev.touchstone.server.host.StoredHosts;
import dev.touchstone.server.host.StoredHosts.Image;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./touchstone bench admission}: how long decisions take over HTTP, with 512 MB of heap and a fleet that attests
 * every five minutes. Everything shares this machine: the server, its database, whoever asks.
 */
final class AdmissionBench {

    private static final Pattern READY = Pattern.compile("Touchstone is ready: (\\S+)  \\(admin token: (\\S+)\\)");
    private static final Pattern READ = Pattern.compile("hosts for admission in (\\d+) ms");
    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final Map<String, String> HEAP = Map.of("JAVA_TOOL_OPTIONS", "-Xmx512m");
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final int CONNECTIONS = 4;
    private static final int REQUESTS = 2_000;
    private static final int ROUNDS = 2;

    private final TestDatabase.Database database = TestDatabase.shared().fresh();
    private final JdbcTemplate jdbc =
            new JdbcTemplate(new DriverManagerDataSource(database.url(), database.user(), database.password()));
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path home;
    private final int hosts;

    private AdmissionBench(Path home, int hosts) {
        this.home = home;
        this.hosts = hosts;
    }

    /** Asks of a fleet of 100,000, or as many as told. */
    public static void main(String... args) throws Exception {
        int hosts = args.length == 0 ? 100_000 : Integer.parseInt(args[0]);
        new AdmissionBench(Files.createTempDirectory("bench"), hosts).run();
        System.exit(0);
    }

    private ServerProcess serve() throws IOException {
        var settings = new HashMap<>(HEAP);
        settings.put("TOUCHSTONE_RESULT_VALIDITY", "P1D");
        settings.put("TOUCHSTONE_DATASOURCE_URL", database.url());
        settings.put("TOUCHSTONE_DATASOURCE_USER", database.user());
        settings.put("TOUCHSTONE_DATASOURCE_PASSWORD", database.password());
        return ServerProcess.lasting(home.resolve("home"), settings, "--port", "0");
    }

    private void run() throws Exception {
        try (ServerProcess first = serve()) {
            Matcher ready = ready(first);
            tell("ready without hosts", ready.group(1), "");
            first.stop();
        }
        fill();
        long started = System.nanoTime();
        try (ServerProcess server = serve()) {
            Matcher ready = ready(server);
            tell("ready with hosts, s", hosts, seconds(started));
            tell("of which: read for admission, ms", hosts, read(server));
            String token = Files.readString(Path.of(ready.group(2))).strip();
            String consumer = token(ready.group(1), token);
            sign(ready.group(1), consumer);
            measure(ready.group(1), consumer);
            tell("heap after collection, MB", hosts, heap(server.pid()));
        }
        triggers();
    }

    private static String read(ServerProcess server) throws IOException {
        Matcher read = READ.matcher(server.log());
        return read.find() ? read.group(1) : "unknown";
    }

    private static Matcher ready(ServerProcess server) throws IOException {
        Matcher ready = READY.matcher(server.line());
        if (!ready.matches()) {
            throw new IllegalStateException(server.log());
        }
        return ready;
    }

    /** One host as evidence makes it, and copies: their evidence is as fresh as the run is long. */
    private void fill() {
        new StoredHosts(jdbc, new JsonMapper()).add(1, Image.of("golden", 1, 1), Map.of(), Instant.now());
        String copied = """
                insert into host (id, name, name_source, labels, claimed_name, state, ek_name, ek_public, ek_spki_sha256,
                    identity, ak_name, ak_public, verdict, verdict_since, last_attestation, evidence_issued_at,
                    evidence_valid_until, created_at)
                select ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'bench-' || n, 'pin', '{}', 'x',
                    'ACTIVE', sha256(('ek' || n)::bytea), '', sha256(('ek' || n)::bytea), 'unverified',
                    sha256(('ak' || n)::bytea), h.ak_public, 'TRUSTED', now(),
                    ('00000000-0000-4000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, now(), now() + interval '1 day', now()
                from host h, generate_series(1, ?) n""";
        jdbc.update(copied, hosts);
        jdbc.update("""
                insert into attestation (id, host_id, received_at, issued_at, valid_until, kind, verdict, reasons,
                    not_checked, reset_count, restart_count, clock, firmware_version, attest, signature, pcrs,
                    firmware_log, reference_sets, result)
                select h.last_attestation, h.id, now(), now(), now() + interval '1 day', 'routine', 'TRUSTED', '[]', '[]',
                    7, 0, 1, '1', a.attest, a.signature, a.pcrs, a.firmware_log, '[]', ''
                from host h, attestation a where h.name like 'bench-%'""");
        jdbc.execute("analyze host");
        jdbc.execute("analyze attestation");
    }

    private String token(String url, String admin) throws Exception {
        send(request(url + "/api/v1/consumers/bench", admin)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"mode\":\"enforce\"}"))
                .build());
        String answer = send(request(url + "/api/v1/consumers/bench/tokens", admin)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());
        return new JsonMapper().readTree(answer).path("token").asString();
    }

    /** Gives the copies a result as they have one: what nobody can check would be signed afresh when asked for. */
    private void sign(String url, String token) throws Exception {
        String answer = send(request(url + "/api/v1/results", token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"host\":\"bench-1\"}"))
                .build());
        String result = new JsonMapper().readTree(answer).path("result").asString();
        jdbc.update("update attestation set result = ?", result);
        jdbc.execute("vacuum analyze attestation");
    }

    private static HttpRequest.Builder request(String url, String token) {
        return HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token);
    }

    private String send(HttpRequest request) throws Exception {
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private void measure(String url, String token) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Thread fleet = Thread.ofPlatform().daemon().start(() -> attest(over));
        for (int round = 1; round <= ROUNDS; round++) {
            String base = "round " + round + ", us: ";
            tell(
                    base + "liveness, which decides nothing",
                    REQUESTS,
                    load(_ -> url + "/actuator/health/liveness", token));
            tell(base + "decision", REQUESTS, load(r -> url + "/api/v1/admission/" + any(r) + "?result=false", token));
            tell(base + "decision with its result", REQUESTS, load(r -> url + "/api/v1/admission/" + any(r), token));
        }
        over.set(true);
        fleet.join();
    }

    private UUID any(Random random) {
        return UUID.fromString("00000000-0000-4000-8000-%012x".formatted(1 + random.nextInt(hosts)));
    }

    /** What the rows of evidence change of hosts, at the pace of the fleet. */
    private void attest(AtomicBoolean over) {
        Random random = new Random(2);
        int batch = Math.max(1, (int) (hosts * 100L / INTERVAL.toMillis()));
        while (!over.get()) {
            List<Object[]> rows = new ArrayList<>();
            for (int i = 0; i < batch; i++) {
                rows.add(new Object[] {any(random)});
            }
            jdbc.batchUpdate("update host set evidence_issued_at = now(), version = version + 1 where id = ?", rows);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private interface Target {
        String of(Random random);
    }

    /** The median, the 99th and 99.9th percentile and how many were answered a second, asked by a few at a time. */
    private String load(Target path, String token) throws Exception {
        List<Callable<long[]>> askers = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Random random = new Random(i);
            askers.add(() -> ask(path, token, random));
        }
        long started = System.nanoTime();
        List<long[]> times = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (Future<long[]> asker : pool.invokeAll(askers)) {
                times.add(asker.get());
            }
        }
        double took = (System.nanoTime() - started) / 1e9;
        long[] all = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return "p50 %d, p99 %d, p99.9 %d; %.0f a second"
                .formatted(at(all, 0.5), at(all, 0.99), at(all, 0.999), all.length / took);
    }

    private static long at(long[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1, sorted.length * part)] / 1000;
    }

    private long[] ask(Target path, String token, Random random) throws Exception {
        long[] times = new long[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            HttpRequest request = request(path.of(random), token).build();
            long started = System.nanoTime();
            send(request);
            times[i] = System.nanoTime() - started;
        }
        return times;
    }

    private static String heap(long pid) throws Exception {
        Path tools = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        run(tools, pid, "GC.run");
        Matcher used = USED.matcher(run(tools, pid, "GC.heap_info"));
        return used.find() ? Long.toString(Long.parseLong(used.group(1)) / 1024) : "unknown";
    }

    private static String run(Path program, long pid, String command) throws Exception {
        Process process = new ProcessBuilder(program.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    /** What telling of a change costs the transaction that makes it. */
    private void triggers() throws Exception {
        try (var connection = database.connect()) {
            JdbcTemplate one = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            one.execute("set synchronous_commit = off");
            for (int round = 1; round <= ROUNDS; round++) {
                one.execute("alter table host disable trigger user");
                String without = updates(one);
                one.execute("alter table host enable trigger user");
                tell(
                        "round " + round + ", us: one host's update with its change told",
                        REQUESTS,
                        updates(one) + "; without " + without);
            }
        }
    }

    /** The second of two passes over the same hosts: the first finds them cold, and without room beside them. */
    private String updates(JdbcTemplate one) {
        pass(one);
        return pass(one);
    }

    private String pass(JdbcTemplate one) {
        Random random = new Random(1);
        long started = System.nanoTime();
        for (int i = 0; i < REQUESTS; i++) {
            one.update("update host set evidence_issued_at = now(), version = version + 1 where id = ?", any(random));
        }
        return "%.0f".formatted((System.nanoTime() - started) / 1e3 / REQUESTS);
    }

    private static String seconds(long from) {
        return "%.1f".formatted((System.nanoTime() - from) / 1e9);
    }

    private static void tell(String what, Object of, String found) {
        System.out.printf("BENCH %-62s %10s  %s%n", what, of, found);
    }
}
