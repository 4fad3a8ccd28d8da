package dev.touchstone.server.dashboard.health;

import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** One thing that this server checks of itself when it is asked. */
record Check(String name, String says, boolean well) {

    private static final Map<String, String> MEANINGS = Map.of(
            "db", "the database answers",
            "admission", "what admission decides by is no older than 2 s",
            "migrations", "the database has the schema of this version",
            "signer", "there is a key to sign results with",
            "diskSpace", "there is room on the disk",
            "livenessState", "the process is alive",
            "readinessState", "the process takes requests",
            "ping", "the process answers");

    static Stream<Check> of(String name, HealthContributor contributor) {
        return switch (contributor) {
            case HealthIndicator indicator ->
                Stream.ofNullable(indicator.health(false)).map(health -> of(name, health));
            case CompositeHealthContributor composite ->
                composite.stream().flatMap(part -> of(part.name(), part.contributor()));
            default -> Stream.empty();
        };
    }

    private static Check of(String name, Health health) {
        return new Check(name, MEANINGS.getOrDefault(name, name), Status.UP.equals(health.getStatus()));
    }
}
