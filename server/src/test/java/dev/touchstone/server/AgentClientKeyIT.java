package dev.touchstone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.db.TestDatabase;
import dev.touchstone.tpm.SoftwareTpm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The agent and the server, each in a process of its own, and nothing scripted between them. */
@DisplayName("touchstone-agent client-key")
class AgentClientKeyIT {

    private static final String NAME = "ams-r12-07";
    private static final Pattern PRINTED = Pattern.compile("spki-sha256 +(\\S+)\nkey-identifier +(\\S+)\n");

    @TempDir
    private Path folder;

    /** What the agent says of a key, and the server shows. */
    private record Key(String spkiSha256, String identifier) {

        static Key printed(String output) {
            Matcher printed = PRINTED.matcher(output);
            assertThat(printed.find()).as(output).isTrue();
            return new Key(printed.group(1), printed.group(2));
        }

        static Key shown(JsonNode key) {
            assertThat(key.path("source").asString()).isEqualTo("certified");
            return new Key(
                    key.path("spkiSha256").asString(), key.path("keyIdentifier").asString());
        }
    }

    private ServerProcess serve() throws Exception {
        var database = TestDatabase.shared().fresh();
        Map<String, String> settings = Map.of(
                "TOUCHSTONE_DATASOURCE_URL", database.url(),
                "TOUCHSTONE_DATASOURCE_USER", database.user(),
                "TOUCHSTONE_DATASOURCE_PASSWORD", database.password());
        return ServerProcess.serve(folder.resolve("home"), settings, "--port", "0");
    }

    private String agent(SoftwareTpm tpm, String... arguments) throws Exception {
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.touchstone.agent.command.TouchstoneAgent");
        var environment =
                Map.of("TOUCHSTONE_STATE_DIR", folder.resolve("state").toString(), "TOUCHSTONE_TPM", tpm.tcti());
        return RealProgram.run(
                folder, environment, Stream.concat(java, Stream.of(arguments)).toArray(String[]::new));
    }

    private static List<Key> keys(TestServer server, String host) {
        return server.get("/api/v1/hosts/" + host + "/client-keys")
                .json()
                .path("keys")
                .valueStream()
                .map(Key::shown)
                .toList();
    }

    @Test
    @DisplayName(
            "makes a key that the server lists as certified, keeps it when run again, and replaces it when told to")
    void registersAndRotates() throws Exception {
        try (SoftwareTpm tpm = SoftwareTpm.manufacture(folder.resolve("tpm"), folder.resolve("tpm-ca"));
                ServerProcess process = serve()) {
            TestServer server = TestServer.of(process);
            ForeignHost.pin(server, tpm, NAME);
            String enrolled = agent(tpm, "enroll", "--server", server.url("").toString());
            assertThat(enrolled).contains(" ACTIVE");
            String host = enrolled.lines()
                    .filter(line -> line.endsWith(" ACTIVE"))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .findFirst()
                    .orElseThrow();

            Key first = Key.printed(agent(tpm, "client-key"));
            assertThat(keys(server, host)).containsExactly(first);
            String request = RealProgram.run(
                    folder, Map.of(), "openssl", "req", "-in", "state/client-key.csr", "-verify", "-noout", "-subject");
            assertThat(request).contains("CN = " + NAME);

            assertThat(Key.printed(agent(tpm, "client-key"))).isEqualTo(first);
            assertThat(keys(server, host)).containsExactly(first);

            Key second = Key.printed(agent(tpm, "client-key", "--new"));
            assertThat(second).isNotEqualTo(first);
            assertThat(keys(server, host)).containsExactly(first, second);
        }
    }
}
