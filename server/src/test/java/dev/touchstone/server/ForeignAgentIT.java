package dev.touchstone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@ServerTest
@DisplayName("A host with only tpm2-tools, curl, jq and openssl")
class ForeignAgentIT {

    private final TestServer server;

    ForeignAgentIT(TestServer server) {
        this.server = server;
    }

    @Test
    @DisplayName("enrols by the wire contract alone, attests, and is TRUSTED once its boot is approved")
    void enrolsAndAttests(@TempDir Path folder) throws Exception {
        try (ForeignHost host = ForeignHost.pinned(server, folder, "foreign")) {
            host.boot("golden");
            assertThat(host.agent("enroll", 0)).contains("ACTIVE");
            JsonNode first = host.attest(10);
            assertThat(first.path("verdict").asString()).isEqualTo("PENDING");
            host.approve(first);
            assertThat(host.attest(0).path("verdict").asString()).isEqualTo("TRUSTED");
        }
    }
}
