package dev.touchstone.server.trust;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The trust anchors of a server, asked over HTTP. Follows no redirect: that would carry the token elsewhere. */
final class TrustApi {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI server;
    private final String token;

    TrustApi(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /** The server's answer is not the one asked for. */
    static final class RefusedException extends Exception {

        private final int status;

        RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    JsonNode add(String pem, boolean acceptUnrecognised, boolean virtual) throws IOException, RefusedException {
        ObjectNode bundle = JSON.createObjectNode();
        bundle.put("pem", pem).put("acceptUnrecognised", acceptUnrecognised).put("virtual", virtual);
        return send("POST", "", BodyPublishers.ofString(bundle.toString()));
    }

    JsonNode list() throws IOException, RefusedException {
        return send("GET", "", BodyPublishers.noBody());
    }

    /** Takes one back: at once or, where that takes two people, by the change this names. */
    Optional<String> remove(String sha256) throws IOException, RefusedException {
        return exchange("DELETE", "/" + sha256, BodyPublishers.noBody())
                .headers()
                .firstValue("Location");
    }

    private JsonNode send(String method, String path, BodyPublisher body) throws IOException, RefusedException {
        return parse(exchange(method, path, body));
    }

    private HttpResponse<String> exchange(String method, String path, BodyPublisher body)
            throws IOException, RefusedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/v1/trust-anchors" + path))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new RefusedException(response.statusCode(), describe(response.statusCode(), parse(response)));
            }
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static JsonNode parse(HttpResponse<String> response) throws IOException {
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException e) {
            throw new IOException("the answer (status " + response.statusCode() + ") is not JSON", e);
        }
    }

    private static String describe(int status, JsonNode problem) {
        return "the server refused (%d %s): %s"
                .formatted(
                        status,
                        problem.path("code").asString("no-code"),
                        problem.path("detail").asString("no reason given"));
    }
}
