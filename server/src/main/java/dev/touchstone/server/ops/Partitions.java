package dev.touchstone.server.ops;

import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps the monthly partitions of the history tables ahead of time: without one, evidence could not be stored. */
@Component
class Partitions {

    private final JdbcClient jdbc;

    Partitions(JdbcClient jdbc) {
        this.jdbc = jdbc;
        ensure();
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.DAYS)
    void ensure() {
        jdbc.sql("select ensure_partitions(now())").query(rows -> {});
    }
}
