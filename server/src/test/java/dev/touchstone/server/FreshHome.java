package dev.touchstone.server;

import dev.touchstone.db.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Gives a server under test an empty database and an empty home, which goes with the JVM. */
final class FreshHome implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var database = TestDatabase.shared().fresh();
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
