package dev.touchstone.agent.transport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.touchstone.agent.tpm.SignedQuote;
import dev.touchstone.agent.tpm.Swtpm;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks HTTP as a script says, for behaviours of the transport that no healthy server shows. */
public final class ScriptedServer implements AutoCloseable {

    /** The id of every enrolment. */
    public static final String ENROLLMENT = "6b1f0f5e-8f0e-4c55-9f7e-0000000000ee";

    /** A request that came. */
    public record Request(String path, String body) {

        /** The body. */
        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        /** If it is an enrolment: the answer that challenges its two keys. */
        public String credential(Swtpm tpm, Bytes secret) throws IOException, InterruptedException {
            Swtpm.Credential made = tpm.credential(bytes(json(), "/ek/public"), bytes(json(), "/ak/public"), secret);
            return """
                    {"enrollment": "%s", "expiresAt": "2026-11-24T10:00:00Z",
                     "credential": {"blob": "%s", "secret": "%s"}}""".formatted(
                            ENROLLMENT, made.blob().toBase64(), made.secret().toBase64());
        }
    }

    private static Bytes bytes(JsonNode json, String pointer) {
        return Bytes.of(Base64.getDecoder().decode(json.at(pointer).asString()));
    }

    /** Has tpm2-tools check the quote of an attestation. */
    public static void checkQuote(Swtpm tpm, Bytes ak, JsonNode attestation, String challenge)
            throws IOException, InterruptedException {
        SignedQuote quote =
                new SignedQuote(bytes(attestation, "/quote/attest"), bytes(attestation, "/quote/signature"));
        tpm.checkQuote(ak, quote, HashAlgorithm.SHA256.hash(Bytes.ofUtf8(challenge)));
    }

    /** The answer to give to the next request. */
    public record Answer(int status, Map<String, String> headers, String body) {}

    private final HttpServer server;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Request> arrivals = new LinkedBlockingQueue<>();

    private ScriptedServer(HttpServer server) {
        this.server = server;
    }

    /** Starts on a free port of this machine. */
    public static ScriptedServer start() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ScriptedServer scripted = new ScriptedServer(http);
        http.createContext("/", scripted::handle);
        http.start();
        return scripted;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Request request = new Request(exchange.getRequestURI().getPath(), body);
            requests.add(request);
            arrivals.add(request);
            Answer next = answers.poll();
            Answer answer = next == null ? new Answer(599, Map.of(), "the script has ended") : next;
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] content = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        }
    }

    /** Adds an answer to the script. */
    public ScriptedServer then(int status, String body) {
        answers.add(new Answer(status, Map.of(), body));
        return this;
    }

    /** Adds an answer with one header. */
    public ScriptedServer then(int status, String header, String value) {
        answers.add(new Answer(status, Map.of(header, value), ""));
        return this;
    }

    /** What came so far. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Waits for the next request not waited for yet. */
    public Request await() throws InterruptedException {
        Request next = arrivals.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no further request came after " + requests);
        }
        return next;
    }

    /** Where it listens. */
    public ServerAddress address() {
        return ServerAddress.parse("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A challenge as the contract has it, with one field this agent does not know. */
    public static String challenge(String text, String known) {
        return challenge(text, known, "0.0", 0);
    }

    /** The same, of a server that has accounted for {@code from} records of a boot's IMA list. */
    public static String challenge(String text, String known, String boot, long from) {
        Bytes nonce = HashAlgorithm.SHA256.hash(Bytes.ofUtf8(text));
        return """
                {"challenge": "%s", "nonce": "%s",
                 "issuedAt": "2026-11-24T10:00:00Z", "expiresAt": "2026-11-24T10:10:00Z",
                 "quote": {"selection": [{"bank": "sha1", "pcrs": [0, 7]},
                                         {"bank": "sha256", "pcrs": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]}]},
                 "logs": {"firmware": {"known": [%s]}, "userspace": {}, "ima": {"boot": "%s", "from": %d}},
                 "ofALaterServer": {"x": [1]}}""".formatted(text, nonce.toBase64(), known.isEmpty() ? "" : "\"" + known + "\"", boot, from);
    }

    /** The answer to an activation. */
    public static String activated(String hostId) {
        return "{\"hostId\": \"%s\", \"state\": \"AWAITING_APPROVAL\", \"ak\": \"000b\"}".formatted(hostId);
    }

    /** A verdict as the contract has it. */
    public static String verdict(String verdict, String after, String challenge) {
        return """
                {"attestation": "6b1f0f5e-8f0e-4c55-9f7e-000000000001", "verdict": "%s",
                 "reasons": [{"code": "pcr-mismatch", "summary": "PCR 4 differs", "pcr": 4,
                              "expected": "aa", "actual": "bb", "later": true}],
                 "validUntil": "2026-11-24T10:20:00Z", "result": "e30.e30.e30",
                 "next": {"after": "%s", "challenge": %s}}""".formatted(verdict, after, challenge);
    }

    /** A problem document. */
    public static String problem(String code) {
        return """
                {"type": "https://touchstone.dev/problems/%1$s", "title": "No", "detail": "because of %1$s",
                 "code": "%1$s"}""".formatted(code);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
