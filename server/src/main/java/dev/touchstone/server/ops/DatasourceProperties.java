package dev.touchstone.server.ops;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which PostgreSQL to use.
 *
 * @param url {@code embedded}, or the JDBC URL of a PostgreSQL that others run
 * @param user its role
 * @param password the role's password
 */
@ConfigurationProperties("touchstone.datasource")
record DatasourceProperties(
        @DefaultValue("embedded") String url,
        @DefaultValue("") String user,
        @DefaultValue("") String password) {

    /** Never the password. */
    @Override
    public String toString() {
        return user + "@" + url;
    }
}
