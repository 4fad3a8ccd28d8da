package dev.touchstone.server.dashboard.live;

import dev.touchstone.server.problem.Refusal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The open streams. Each ends after some minutes and is asked for again, so that whoever may not look any more stops.
 */
@Component
class LiveStreams {

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int MOST = 1000;
    private static final int HEARTBEAT_EVERY = 20;

    private final List<LiveFact> facts;
    private final Set<SseEmitter> open = ConcurrentHashMap.newKeySet();
    private Map<String, String> told = Map.of();
    private int quiet;

    LiveStreams(List<LiveFact> facts, MeterRegistry meters) {
        this.facts = facts;
        Gauge.builder("touchstone.live.streams", open, Set::size)
                .description("Pages that are told when what they show changes")
                .register(meters);
    }

    SseEmitter open() {
        if (open.size() >= MOST) {
            throw new Refusal(503, "too-many-streams", "Too many pages are kept up to date already.");
        }
        SseEmitter stream = new SseEmitter(LIFE.toMillis());
        stream.onCompletion(() -> open.remove(stream));
        stream.onTimeout(stream::complete);
        stream.onError(_ -> open.remove(stream));
        open.add(stream);
        send(stream, SseEmitter.event().reconnectTime(2000).data(now(), MediaType.APPLICATION_JSON));
        return stream;
    }

    @Scheduled(fixedDelay = 1000)
    void tell() {
        if (open.isEmpty()) {
            return;
        }
        Map<String, String> now = now();
        if (!now.equals(told)) {
            told = now;
            quiet = 0;
            open.forEach(stream -> send(stream, SseEmitter.event().data(now, MediaType.APPLICATION_JSON)));
        } else if (++quiet >= HEARTBEAT_EVERY) {
            quiet = 0;
            open.forEach(stream -> send(stream, SseEmitter.event().comment("")));
        }
    }

    private Map<String, String> now() {
        Map<String, String> now = new TreeMap<>();
        facts.forEach(fact -> now.put(fact.name(), fact.stamp()));
        return now;
    }

    private void send(SseEmitter stream, SseEmitter.SseEventBuilder event) {
        try {
            stream.send(event);
        } catch (IOException | IllegalStateException _) {
            open.remove(stream);
        }
    }

    /** Nobody is to hold up the end of the process; pages come back to whoever is there then. */
    @EventListener(ContextClosedEvent.class)
    void end() {
        open.forEach(SseEmitter::complete);
    }
}
