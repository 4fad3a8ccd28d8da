package dev.touchstone.server.notify;

import dev.touchstone.bytes.Bytes;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import tools.jackson.databind.json.JsonMapper;

/** Sends one event to one webhook, once, signed (Standard Webhooks 1.0). */
final class Sender implements AutoCloseable {

    private static final int MAX_ANSWER = 64 << 10;

    private final CloseableHttpClient http;
    private final JsonMapper json;
    private final NotifyProperties settings;
    private final Clock clock;

    Sender(CloseableHttpClient http, JsonMapper json, NotifyProperties settings, Clock clock) {
        this.http = http;
        this.json = json;
        this.settings = settings;
        this.clock = clock;
    }

    /** Sends it. The receiver has {@code touchstone.notify.timeout} for everything; then the connection is cut. */
    Outcome send(Webhook webhook, Event event) {
        HttpPost request = request(webhook, event);
        Executor later = CompletableFuture.delayedExecutor(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> cut = CompletableFuture.runAsync(request::cancel, later);
        try {
            ClassicHttpResponse response = http.executeOpen(RoutingSupport.determineHost(request), request, null);
            Outcome outcome = outcome(response);
            release(request, response);
            return outcome;
        } catch (HttpException _) {
            return new Outcome.Failed("its answer is not HTTP", Optional.empty());
        } catch (IOException e) {
            return new Outcome.Failed(request.isCancelled() ? "no answer in time" : said(e), Optional.empty());
        } finally {
            cut.cancel(false);
        }
    }

    private HttpPost request(Webhook webhook, Event event) {
        Instant now = clock.instant();
        Bytes body = Bytes.of(json.writeValueAsBytes(CloudEvent.of(event, settings.source())));
        String id = event.id().toString();
        long timestamp = now.getEpochSecond();
        HttpPost request = new HttpPost(URI.create(webhook.content().url()));
        request.setHeader("webhook-id", id);
        request.setHeader("webhook-timestamp", Long.toString(timestamp));
        request.setHeader(
                "webhook-signature",
                webhook.secrets(now).stream()
                        .map(secret -> secret.sign(id, timestamp, body))
                        .collect(Collectors.joining(" ")));
        request.setEntity(new ByteArrayEntity(body.toArray(), ContentType.parse(CloudEvent.MEDIA_TYPE)));
        return request;
    }

    private Outcome outcome(ClassicHttpResponse response) {
        int status = response.getCode();
        if (status / 100 == 2) {
            return new Outcome.Accepted("status " + status);
        }
        if (status == 410) {
            return new Outcome.Gone("status 410: it wants nothing more");
        }
        String why = status / 100 == 3 ? ": redirects are not followed" : "";
        return new Outcome.Failed("status " + status + why, retryAfter(response));
    }

    /**
     * Reads what there is, so that the connection can be used again, and cuts it if that is too much. Nothing of it is
     * looked at: it is nobody's to see, and what the receiver meant is known by the status.
     */
    private static void release(HttpPost request, ClassicHttpResponse response) {
        try (response) {
            if (response.getEntity() != null
                    && response.getEntity().getContent().readNBytes(MAX_ANSWER).length == MAX_ANSWER) {
                request.cancel();
            }
        } catch (IOException _) {
            // The connection is not used again.
        }
    }

    private Optional<Duration> retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        return header == null ? Optional.empty() : RetryAfter.parse(header.getValue(), clock.instant());
    }

    /** What kind of failure it was, in words of our own: a message may quote what the receiver sent. */
    private static String said(IOException e) {
        return switch (e) {
            case Destinations.Forbidden _ -> Destinations.Forbidden.WHY;
            case UnknownHostException _ -> "the name of its host is not known";
            case SocketTimeoutException _ -> "no answer in time";
            case ConnectException _ -> "it cannot be connected to";
            case SSLException _ -> "TLS failed, or its certificate is not trusted";
            default -> "the connection failed (" + e.getClass().getSimpleName() + ")";
        };
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
