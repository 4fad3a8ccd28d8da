package dev.touchstone.server.fleet;

import dev.touchstone.server.host.EffectiveVerdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How many hosts had which verdict over time: a sample every five minutes, of whichever replica comes first. */
@Component
public class PostureHistory {

    private static final Duration KEPT = Duration.ofDays(400);
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final int MOST = 360;

    private final JdbcClient jdbc;
    private final Fleet fleet;
    private final Clock clock;

    PostureHistory(JdbcClient jdbc, Fleet fleet, Clock clock) {
        this.jdbc = jdbc;
        this.fleet = fleet;
        this.clock = clock;
    }

    /** How many hosts had which verdict, every verdict named. */
    public record Sample(Instant at, Map<EffectiveVerdict, Integer> hosts) {}

    /** The samples of so long until now, thinned out to at most 360 and the newest. */
    public List<Sample> last(Duration window) {
        Duration step = window.dividedBy(MOST).compareTo(EVERY) > 0 ? window.dividedBy(MOST) : EVERY;
        return jdbc.sql("""
                select distinct on (1) date_bin(make_interval(secs => :step), at, 'epoch') as step, s.*
                from posture_sample s where at > :from order by 1, at desc""")
                .param("step", step.toSeconds())
                .param("from", utc(clock.instant().minus(window)))
                .query((row, _) -> sample(row))
                .list();
    }

    private static Sample sample(ResultSet row) throws SQLException {
        Map<EffectiveVerdict, Integer> hosts = new EnumMap<>(EffectiveVerdict.class);
        for (EffectiveVerdict verdict : EffectiveVerdict.values()) {
            hosts.put(verdict, row.getInt(verdict.name().toLowerCase(Locale.ROOT)));
        }
        return new Sample(row.getObject("at", OffsetDateTime.class).toInstant(), hosts);
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT2S")
    void sample() {
        Instant now = clock.instant();
        Map<EffectiveVerdict, Long> hosts = fleet.posture(now);
        jdbc.sql("""
                insert into posture_sample (at, trusted, drifted, rejected, stale, pending)
                values (date_bin('5 minutes', :now, 'epoch'), :trusted, :drifted, :rejected, :stale, :pending)
                on conflict do nothing""")
                .param("now", utc(now))
                .param("trusted", hosts.get(EffectiveVerdict.TRUSTED))
                .param("drifted", hosts.get(EffectiveVerdict.DRIFTED))
                .param("rejected", hosts.get(EffectiveVerdict.REJECTED))
                .param("stale", hosts.get(EffectiveVerdict.STALE))
                .param("pending", hosts.get(EffectiveVerdict.PENDING))
                .update();
        jdbc.sql("delete from posture_sample where at < ?")
                .param(utc(now.minus(KEPT)))
                .update();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
