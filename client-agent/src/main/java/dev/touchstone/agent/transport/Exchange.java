package dev.touchstone.agent.transport;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** One JSON request and its answer: no redirects, a bounded body, bounded time. */
final class Exchange implements AutoCloseable {

    static final int MAX_ANSWER = 1 << 20;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration WHOLE = Duration.ofSeconds(60);

    private final HttpClient client;
    private final String userAgent;

    private Exchange(HttpClient client, String userAgent) {
        this.client = client;
        this.userAgent = userAgent;
    }

    static Exchange open(Optional<Path> ca, String userAgent) throws IOException {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        if (ca.isPresent()) {
            builder.sslContext(TrustedCertificates.only(ca.get()));
        }
        return new Exchange(builder.build(), userAgent);
    }

    HttpResponse<byte[]> post(URI uri, byte[] json) throws ExchangeException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json")
                .header("User-Agent", userAgent)
                .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                .timeout(WHOLE)
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER));
        try {
            // The request's own timeout ends with the headers; this one covers the body too.
            return answer.get(WHOLE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ExchangeException.Unreachable("cannot reach " + uri + ": " + reason(cause), cause);
        } catch (TimeoutException e) {
            throw new ExchangeException.Unreachable(uri + " did not answer within " + WHOLE.toSeconds() + " s", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        String text = message == null ? cause.getClass().getSimpleName() : message;
        return cause instanceof SSLException ? "TLS failed (" + text + "); is --ca right?" : text;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
