package dev.touchstone.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.agent.tpm.Swtpm;
import dev.touchstone.agent.transport.ScriptedServer;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("The agent made of tpm2-tools, curl, jq and openssl")
class Tpm2ToolsAgentIT {

    private static final String HOST = "6b1f0f5e-8f0e-4c55-9f7e-0000000000bb";

    private Path directory;
    private Swtpm tpm;
    private ScriptedServer server;

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        tpm = Swtpm.start(Files.createDirectory(directory.resolve("tpm")));
        server = ScriptedServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
        tpm.close();
    }

    private int script(String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("../deploy/examples/tpm2-tools-agent.sh", command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile());
        builder.environment().put("TOUCHSTONE_URL", server.address().toString());
        builder.environment().put("STATE", directory.resolve("state").toString());
        builder.environment().put("TPM2TOOLS_TCTI", tpm.tcti());
        builder.environment()
                .put("FIRMWARE_LOG", directory.resolve("firmware.log").toString());
        builder.environment()
                .put("USERSPACE_LOG", directory.resolve("userspace.log").toString());
        builder.environment().put("HOST", "ams \"r12\"");
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String printed() throws Exception {
        return Files.readString(directory.resolve("out"));
    }

    private void enrol() throws Exception {
        // The first try tells the keys and fails; the second, with the same keys, meets a credential for them.
        server.then(503, "Retry-After", "1");
        assertThat(script("enroll")).isEqualTo(1);
        Bytes secret = Bytes.filled(32, 0x77);
        ScriptedServer.Request first = server.await();
        server.then(201, first.credential(tpm, secret)).then(200, ScriptedServer.activated(HOST));
        assertThat(script("enroll")).as(printed()).isZero();
        assertThat(printed()).isEqualTo(HOST + " AWAITING_APPROVAL\n");
        assertThat(server.await()).isEqualTo(first);
        assertThat(first.json().propertyNames()).containsExactlyInAnyOrder("host", "ek", "ak");
        assertThat(first.json().at("/host").asString()).isEqualTo("ams \"r12\"");
        assertThat(first.json().at("/ek/certificates").size()).isEqualTo(1);
        byte[] ak = Base64.getDecoder().decode(first.json().at("/ak/public").asString());
        assertThat(Bytes.of(ak).slice(2, 10).toHex()).isEqualTo("0023000b" + "00050472");
        ScriptedServer.Request activation = server.await();
        assertThat(activation.path()).endsWith(ScriptedServer.ENROLLMENT + "/activation");
        assertThat(activation.json().at("/secret").asString()).isEqualTo(secret.toBase64());
    }

    @Test
    @DisplayName("enrols, and attests after a power cut with logs too large for an argument")
    void enrols_and_attests() throws Exception {
        byte[] log = new byte[3 << 20];
        new SplittableRandom(1).nextBytes(log);
        Files.write(directory.resolve("firmware.log"), log);
        Files.write(directory.resolve("userspace.log"), new byte[] {0x1e, '{', '}', '\n'});
        enrol();
        tpm.powerCut();
        tpm.powerOn();
        tpm.run("tpm2_pcrextend", "7:sha256=" + "ab".repeat(32));
        String digest = HashAlgorithm.SHA256.hash(Bytes.of(log)).toHex();
        server.then(201, ScriptedServer.challenge("opaque", digest))
                .then(409, ScriptedServer.problem("log-content-needed"))
                .then(200, ScriptedServer.verdict("DRIFTED", "PT5M", "null"));
        assertThat(script("attest")).as(printed()).isEqualTo(10);
        assertThat(server.await().body())
                .matches("(?s).*\"banks\":\\s*\\[\\s*\"sha1\",\\s*\"sha256\",\\s*\"sha384\".*");
        JsonNode named = server.await().json();
        JsonNode whole = server.await().json();
        assertThat(named.at("/logs/firmware").propertyNames()).containsExactly("sha256");
        assertThat(whole.at("/logs/firmware/sha256").asString()).isEqualTo(digest);
        assertThat(Base64.getDecoder().decode(whole.at("/logs/firmware/content").asString()))
                .isEqualTo(log);
        assertThat(whole.at("/logs/userspace/content").asString()).isEqualTo("Hnt9Cg==");
        assertThat(whole.at("/hostId").asString()).isEqualTo(HOST);
        assertThat(whole.at("/challenge").asString()).isEqualTo("opaque");
        assertThat(whole.at("/quote/pcrs/sha1").propertyNames()).containsExactly("0", "7");
        assertThat(whole.at("/quote/pcrs/sha256").size()).isEqualTo(12);
        Bytes zero = HashAlgorithm.SHA256.zero();
        assertThat(whole.at("/quote/pcrs/sha256/6").asString()).isEqualTo(zero.toHex());
        assertThat(whole.at("/quote/pcrs/sha256/7").asString())
                .isEqualTo(HashAlgorithm.SHA256
                        .extend(zero, Bytes.filled(32, 0xab))
                        .toHex());
        Bytes ak = Bytes.of(Files.readAllBytes(directory.resolve("state").resolve("ak.pub")));
        ScriptedServer.checkQuote(tpm, ak, whole, "opaque");
    }

    @Test
    void refuses_a_nonce_that_is_not_the_challenges_digest_and_says_why_a_server_refused() throws Exception {
        Files.write(directory.resolve("firmware.log"), new byte[3]);
        enrol();
        server.then(201, ScriptedServer.challenge("opaque", "").replace("\"opaque\"", "\"other\""));
        assertThat(script("attest")).isEqualTo(1);
        assertThat(printed()).contains("nonce is not the challenge's SHA-256");
        server.then(403, ScriptedServer.problem("quote-signature"));
        assertThat(script("attest")).isEqualTo(1);
        assertThat(printed()).contains("403: quote-signature because of quote-signature");
    }

    @Test
    void says_that_the_key_is_lost_when_the_tpm_was_cleared() throws Exception {
        Files.write(directory.resolve("firmware.log"), new byte[3]);
        enrol();
        tpm.run("tpm2_clear", "-c", "p");
        server.then(201, ScriptedServer.challenge("opaque", ""));
        assertThat(script("attest")).isEqualTo(1);
        assertThat(printed()).contains("it was cleared or replaced");
    }
}
