package dev.touchstone.server.ops;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Refuses to start on a schema that is not current, and is not ready on a database that lost it.
 *
 * <p>Flyway does nothing at all, without a word, when its starter is missing; asking for its bean and its history makes
 * that an error.
 */
@Component("migrations")
class SchemaCheck implements HealthIndicator {

    private final JdbcClient jdbc;
    private final String version;

    SchemaCheck(Flyway flyway, JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.version = currentOrThrow(flyway.info());
    }

    @Override
    public Health health() {
        boolean applied = jdbc.sql("select exists (select from flyway_schema_history where version = ? and success)")
                .param(version)
                .query(Boolean.class)
                .single();
        return (applied ? Health.up() : Health.down()).build();
    }

    private static String currentOrThrow(MigrationInfoService history) {
        MigrationInfo current = history.current();
        if (current == null) {
            throw new IllegalStateException("The database has no schema: no migration was applied");
        }
        if (history.pending().length > 0) {
            throw new IllegalStateException("The database schema is not current: version "
                    + history.pending()[0].getVersion() + " is not applied");
        }
        return current.getVersion().getVersion();
    }
}
