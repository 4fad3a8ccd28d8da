package dev.touchstone.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.ServerTest;
import dev.touchstone.server.TestServer;
import java.security.KeyFactory;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class OpsIT {

    private final TestServer server;
    private final JdbcClient jdbc;
    private final Clock clock;

    OpsIT(TestServer server, JdbcClient jdbc, Clock clock) {
        this.server = server;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Test
    void probes_tell_a_state_and_nothing_else() {
        assertThat(server.anonymous().get("/actuator/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(server.anonymous().get("/actuator/health/readiness").body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void metrics_are_in_prometheus_form_under_our_name() {
        server.get("/api/v1/nothing");
        assertThat(server.get("/actuator/prometheus").body()).contains("touchstone_problems_total{code=\"not-found\"}");
    }

    @Test
    void the_version_is_told_to_those_who_may_ask() {
        assertThat(server.get("/actuator/info")
                        .json()
                        .path("build")
                        .path("version")
                        .asString())
                .isNotEmpty();
    }

    @Test
    void signatures_are_checked_by_aws_lc() throws Exception {
        assertThat(CryptoProviders.install().getName()).isEqualTo("AmazonCorrettoCryptoProvider");
        assertThat(KeyFactory.getInstance("EC").getProvider().getName()).isEqualTo("AmazonCorrettoCryptoProvider");
        assertThat(Signature.getInstance("SHA256withECDSA").getProvider().getName())
                .isEqualTo("AmazonCorrettoCryptoProvider");
    }

    @Test
    void the_time_is_the_databases() {
        var database =
                jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single();
        assertThat(Duration.between(database.toInstant(), clock.instant()).abs())
                .isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void history_has_partitions_for_this_month_and_the_next() {
        assertThat(jdbc.sql("select count(*) from pg_inherits where inhparent = 'audit_event'::regclass")
                        .query(Integer.class)
                        .single())
                .isEqualTo(4);
    }

    @Test
    void the_schema_is_checked_and_nothing_waits_to_be_applied() {
        assertThat(jdbc.sql("select count(*) from flyway_schema_history where success")
                        .query(Integer.class)
                        .single())
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void sessions_count_in_utc() {
        assertThat(jdbc.sql("show timezone").query(String.class).single()).isEqualTo("UTC");
    }
}
