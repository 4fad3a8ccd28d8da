package dev.touchstone.server.access;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;

/**
 * How large a request's body may be.
 *
 * @param general for every path not named
 * @param paths for these paths, exactly
 */
@ConfigurationProperties("touchstone.body-limit")
record BodyLimitProperties(
        @Name("default") @DefaultValue("1MB") DataSize general,
        @DefaultValue Map<String, DataSize> paths) {

    BodyLimitProperties {
        paths = Map.copyOf(paths);
    }

    /** An unusual spelling of a path gets the general limit, which is the smaller one. */
    long of(String path) {
        return paths.getOrDefault(path, general).toBytes();
    }
}
