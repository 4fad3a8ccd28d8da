package dev.touchstone.server.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who is told, on loopback, and answers as a test says. */
public final class Receiver implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Message> received = new CopyOnWriteArrayList<>();

    /** What came. */
    public record Message(String path, Map<String, List<String>> headers, String text) {

        public JsonNode json() {
            return JSON.readTree(text);
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }

        public String subject() {
            return json().path("subject").asString();
        }
    }

    /** How it answers. */
    @FunctionalInterface
    interface Answer {

        void to(HttpExchange exchange, Message message) throws IOException;
    }

    Receiver(Answer answer) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                Message message = new Message(
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestHeaders(),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                received.add(message);
                answer.to(exchange, message);
            }
        });
        server.start();
    }

    /** One that takes everything. */
    public static Receiver accepting() {
        return answering(204);
    }

    /** One that always answers so; headers come in pairs. */
    static Receiver answering(int status, String... headers) {
        return new Receiver((exchange, _) -> status(exchange, status, headers));
    }

    static void status(HttpExchange exchange, int status, String... headers) throws IOException {
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
        }
        exchange.sendResponseHeaders(status, -1);
    }

    int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/hook";
    }

    public List<Message> received() {
        return received;
    }

    /** What came about a subject, in the order it came. */
    public List<Message> about(String subject) {
        return received.stream().filter(m -> m.subject().equals(subject)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
