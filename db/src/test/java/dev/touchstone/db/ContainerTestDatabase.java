package dev.touchstone.db;

import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** PostgreSQL in a container of the image that {@code deploy/postgres-image/build} makes. */
final class ContainerTestDatabase extends TestDatabase {

    static final String IMAGE = "touchstone/postgres:18";

    private final PostgreSQLContainer container;

    private ContainerTestDatabase(PostgreSQLContainer container) {
        this.container = container;
    }

    static ContainerTestDatabase start() {
        PostgreSQLContainer container =
                new PostgreSQLContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("postgres"));
        // Testcontainers waits for the line twice, as the official image restarts after its setup. Ours does not.
        container.setWaitStrategy(Wait.forLogMessage(".*database system is ready to accept connections.*\\s", 1));
        atExit(container::stop);
        container.start();
        return new ContainerTestDatabase(container);
    }

    @Override
    Database database(String name) {
        String url = "jdbc:postgresql://" + container.getHost() + ":"
                + container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT) + "/" + name;
        return new Database(url, container.getUsername(), container.getPassword());
    }
}
