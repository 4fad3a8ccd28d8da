package dev.touchstone.server.ops;

import dev.touchstone.db.EmbeddedPostgres;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The embedded PostgreSQL, or the one an administrator names.
 *
 * <p>The embedded one is a bean that the pool depends on through its connection details, so Spring closes the pool
 * first.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConnection {

    @Bean(destroyMethod = "close")
    @ConditionalOnProperty(name = "touchstone.datasource.url", havingValue = "embedded", matchIfMissing = true)
    EmbeddedPostgres embeddedPostgres(TouchstoneHome home) {
        return EmbeddedPostgres.start(home.directory());
    }

    @Bean
    JdbcConnectionDetails jdbcConnectionDetails(
            ObjectProvider<EmbeddedPostgres> embedded, DatasourceProperties properties) {
        EmbeddedPostgres own = embedded.getIfAvailable();
        return own == null
                ? new Details(properties.url(), properties.user(), properties.password())
                : new Details(own.jdbcUrl(), own.user(), own.password());
    }

    private record Details(String getJdbcUrl, String getUsername, String getPassword) implements JdbcConnectionDetails {

        @Override
        public String toString() {
            return getUsername + "@" + getJdbcUrl;
        }
    }
}
