package dev.touchstone.server.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.server.host.AtOnce;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionOperations;

/** What is told in a transaction becomes an event once, in an order that does not change. */
@FleetTest
class EventRelayIT {

    private final JdbcClient jdbc;
    private final DataSource database;
    private final Outbox outbox;
    private final EventRelay relay;
    private final Events events;
    private final TransactionOperations transactions;
    private final MovableClock clock;

    EventRelayIT(
            JdbcClient jdbc,
            DataSource database,
            Outbox outbox,
            EventRelay relay,
            Events events,
            TransactionOperations transactions,
            MovableClock clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.outbox = outbox;
        this.relay = relay;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    private void tell(String subject, int number) {
        outbox.tell(EventType.HOST_VERDICT_CHANGED, subject, Map.of("number", number), clock.instant());
    }

    private List<Event> about(String subject) {
        return events.after(0, Integer.MAX_VALUE).stream()
                .filter(event -> event.subject().equals(subject))
                .toList();
    }

    /** The server's own relay runs as well. */
    private List<Event> about(String subject, int count) {
        relay.run();
        await().until(() -> about(subject).size() >= count);
        return about(subject);
    }

    @Test
    void what_is_told_is_told_if_it_happened_and_not_otherwise() {
        String subject = Fleet.newName("subject");
        transactions.executeWithoutResult(status -> {
            tell(subject, 1);
            status.setRollbackOnly();
        });
        transactions.executeWithoutResult(_ -> tell(subject, 2));
        assertThat(about(subject, 1))
                .singleElement()
                .satisfies(
                        event -> assertThat(event.data().path("number").asInt()).isEqualTo(2));
        assertThatThrownBy(() -> tell(subject, 3)).isInstanceOf(IllegalTransactionStateException.class);
    }

    /** A number taken from a sequence at insertion would be passed over here, and the event never seen. */
    @Test
    void a_transaction_that_commits_late_holds_up_nobody_and_is_not_passed_over() throws Exception {
        String late = Fleet.newName("late");
        String early = Fleet.newName("early");
        try (var open = database.getConnection()) {
            open.setAutoCommit(false);
            try (var insert = open.prepareStatement(
                    "insert into outbox (at, kind, subject, payload) values (now(), 'host.rejected', ?, '{}')")) {
                insert.setString(1, late);
                insert.executeUpdate();
            }
            transactions.executeWithoutResult(_ -> tell(early, 1));
            long first = about(early, 1).getFirst().sequence();
            assertThat(about(late)).isEmpty();
            open.commit();
            assertThat(about(late, 1).getFirst().sequence()).isGreaterThan(first);
        }
    }

    @Test
    void numbers_have_no_gaps_however_many_relays_run_at_once() {
        String subject = Fleet.newName("subject");
        long before = events.last();
        AtOnce.of(8, () -> {
            for (int i = 0; i < 20; i++) {
                int number = i;
                transactions.executeWithoutResult(_ -> tell(subject, number));
                relay.run();
            }
            return true;
        });
        assertThat(about(subject, 160)).hasSize(160);
        List<Long> all = events.after(before, Integer.MAX_VALUE).stream()
                .map(Event::sequence)
                .toList();
        assertThat(all)
                .containsExactlyElementsOf(LongStream.rangeClosed(before + 1, all.getLast())
                        .boxed()
                        .toList());
        assertThat(events.last()).isGreaterThanOrEqualTo(all.getLast());
    }

    /** Under a lock of the subject, as evidence is stored under its host's: the order is the one of the lock. */
    @Test
    void events_of_one_subject_are_in_the_order_they_happened() {
        String subject = Fleet.newName("subject");
        int[] next = {0};
        AtOnce.of(8, () -> {
            for (int i = 0; i < 10; i++) {
                transactions.executeWithoutResult(_ -> {
                    jdbc.sql("select pg_advisory_xact_lock(hashtext(?))")
                            .param(subject)
                            .query(_ -> {});
                    tell(subject, next[0]++);
                });
                relay.run();
            }
            return true;
        });
        assertThat(about(subject, 80))
                .extracting(event -> event.data().path("number").asInt())
                .containsExactlyElementsOf(IntStream.range(0, 80).boxed().toList());
    }

    @Test
    void an_event_never_changes() {
        String subject = Fleet.newName("subject");
        transactions.executeWithoutResult(_ -> tell(subject, 1));
        long sequence = about(subject, 1).getFirst().sequence();
        assertThatThrownBy(() -> jdbc.sql("update event set data = '{}' where sequence = ?")
                        .param(sequence)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("an event does not change");
    }

    @Test
    void what_is_told_once_is_told_once() {
        String key = Fleet.newName("key");
        List<Boolean> first = AtOnce.of(8, () -> transactions.execute(_ -> outbox.first(key, clock.instant())));
        assertThat(first).containsOnlyOnce(true);
    }

    @Test
    void events_are_forgotten_by_age_and_their_numbers_are_not_given_again() {
        String subject = Fleet.newName("subject");
        transactions.executeWithoutResult(_ -> outbox.tell(
                EventType.HOST_REJECTED, subject, Map.of(), clock.instant().minus(Duration.ofDays(400))));
        long sequence = about(subject, 1).getFirst().sequence();
        events.forget(clock.instant().minus(Duration.ofDays(399)));
        assertThat(about(subject)).isEmpty();
        transactions.executeWithoutResult(_ -> tell(subject, 2));
        assertThat(about(subject, 1).getFirst().sequence()).isGreaterThan(sequence);
    }

    /** Longer than it takes where others compile. */
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }
}
