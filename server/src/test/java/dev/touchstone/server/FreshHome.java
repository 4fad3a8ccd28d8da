package dev.touchstone.server;

import dev.touchstone.db.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Gives a server under test an empty database and an empty home, which goes with the JVM. */
final class FreshHome implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static {
        // After all servers: one whose database is gone takes its time to end.
        TestDatabase.endWith(SpringApplication.getShutdownHandlers()::add);
    }

    /** An empty database, nobody else's. */
    static TestDatabase.Database database() {
        return TestDatabase.shared().fresh();
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var database = database();
        Map<String, Object> settings = Map.of(
                "touchstone.home", home().toString(),
                "touchstone.datasource.url", database.url(),
                "touchstone.datasource.user", database.user(),
                "touchstone.datasource.password", database.password());
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("fresh home", settings));
    }

    private static Path home() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "homes")), "home")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
