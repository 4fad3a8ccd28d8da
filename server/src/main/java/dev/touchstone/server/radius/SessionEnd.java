package dev.touchstone.server.radius;

import dev.touchstone.server.radius.Orders.Order;
import dev.touchstone.server.radius.packet.Attribute;
import dev.touchstone.server.radius.packet.DynamicAuthorization;
import dev.touchstone.server.radius.packet.DynamicAuthorization.Outcome;
import dev.touchstone.server.radius.packet.DynamicAuthorization.Request;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Has a NAS end a session or move it into quarantine, and keeps what came of it. */
@Component
class SessionEnd {

    private static final Logger LOG = LoggerFactory.getLogger(SessionEnd.class);

    /** Session Context Not Found (RFC 5176 §3.5): there is nothing left to end. */
    private static final int SESSION_GONE = 503;

    private static final List<Duration> WAITS =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));

    /** Between attempts of that many tries each; after the last one the session is left to its Session-Timeout. */
    private static final List<Duration> BACKOFF =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(1), Duration.ofMinutes(5));

    private final Sessions sessions;
    private final NasServers servers;
    private final Orders orders;
    private final DynamicAuthorization client;
    private final MeterRegistry meters;
    private final Clock clock;

    SessionEnd(Sessions sessions, NasServers servers, Orders orders, MeterRegistry meters, Clock clock) {
        this.sessions = sessions;
        this.servers = servers;
        this.orders = orders;
        this.client = new DynamicAuthorization(clock, WAITS);
        this.meters = meters;
        this.clock = clock;
    }

    void carryOut(Order order) {
        Optional<Session> session = sessions.find(order.session());
        Optional<Nas> nas = session.flatMap(s -> servers.find(s.key().nas()));
        if (nas.isEmpty() || session.get().until().isBefore(clock.instant())) {
            over(order);
        } else {
            carryOut(order, session.get(), nas.get());
        }
    }

    private void over(Order order) {
        sessions.forget(order.session());
        orders.drop(order);
    }

    private void carryOut(Order order, Session session, Nas nas) {
        boolean move = !order.disconnect() && nas.quarantineVlan().isPresent();
        Outcome outcome = ask(nas, session, move);
        // What cannot be moved is ended.
        if (move && outcome instanceof Outcome.Refused refused && !isGone(refused)) {
            settle(order, session, ask(nas, session, false), false);
        } else {
            settle(order, session, outcome, move);
        }
    }

    private static boolean isGone(Outcome.Refused refused) {
        return refused.cause().filter(cause -> cause == SESSION_GONE).isPresent();
    }

    private void settle(Order order, Session session, Outcome outcome, boolean moved) {
        switch (outcome) {
            case Outcome.Acknowledged()
            when moved -> {
                sessions.quarantined(session.id());
                orders.done(order);
                settled("moved", order, session);
            }
            case Outcome.Acknowledged() -> {
                over(order);
                settled("ended", order, session);
            }
            case Outcome.Refused refused
            when isGone(refused) -> {
                over(order);
                settled("gone", order, session);
            }
            case Outcome.Refused(Optional<Integer> cause) ->
                giveUp(
                        order,
                        session,
                        "the NAS refuses" + cause.map(c -> ", Error-Cause " + c).orElse(""));
            case Outcome.Silence() -> silent(order, session);
        }
    }

    private Outcome ask(Nas nas, Session session, boolean move) {
        List<Attribute> attributes = new ArrayList<>(session.identification(nas.address()));
        if (move) {
            attributes.add(Attribute.tunnelTypeVlan());
            attributes.add(Attribute.tunnelMediumType802());
            nas.quarantineVlan().map(Attribute::tunnelGroup).ifPresent(attributes::add);
        }
        try {
            return client.ask(nas.socket(), nas.secret(), move ? Request.COA : Request.DISCONNECT, attributes);
        } catch (UncheckedIOException e) {
            LOG.debug("No way to NAS {}", nas.name(), e);
            return new Outcome.Silence();
        }
    }

    private void silent(Order order, Session session) {
        if (order.attempts() > BACKOFF.size()) {
            giveUp(order, session, "the NAS does not answer");
        } else {
            orders.postpone(order, session.key().nas(), BACKOFF.get(order.attempts() - 1));
            count("silent");
        }
    }

    private void giveUp(Order order, Session session, String why) {
        orders.fail(order, why);
        count("failed");
        LOG.warn(
                "A session of host {} at NAS {} goes on until {} ({}): {}",
                session.host(),
                session.key().nas(),
                session.until(),
                order.reason(),
                why);
    }

    private void settled(String outcome, Order order, Session session) {
        count(outcome);
        LOG.info(
                "A session of host {} at NAS {} is {}: {}",
                session.host(),
                session.key().nas(),
                outcome,
                order.reason());
    }

    private void count(String outcome) {
        meters.counter("touchstone.radius.orders", "outcome", outcome).increment();
    }
}
