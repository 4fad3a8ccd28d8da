package dev.touchstone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.tpm.SoftwareTpm;
import dev.touchstone.tpm.TpmPublic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServerTest
@DisplayName("A host with only tpm2-tools, curl, jq and openssl")
class ForeignAgentIT {

    private static final Path AGENT = Vectors.boot("../../examples/tpm2-tools-agent.sh");
    private static final Path LOG = Vectors.boot("golden/firmware.log").toAbsolutePath();

    private final TestServer server;
    private final JsonMapper json;

    ForeignAgentIT(TestServer server, JsonMapper json) {
        this.server = server;
        this.json = json;
    }

    @Test
    @DisplayName("enrols by the wire contract alone, attests, and is TRUSTED once its boot is approved")
    void enrolsAndAttests(@TempDir Path folder) throws Exception {
        try (SoftwareTpm tpm = booted(folder)) {
            pin(tpm);
            Path state = folder.resolve("state");
            Run enrolled = run(tpm, state, "enroll");
            assertThat(enrolled.status()).as(enrolled.output()).isZero();
            assertThat(enrolled.output()).contains("ACTIVE");

            JsonNode first = attest(tpm, state, 10);
            assertThat(first.path("verdict").asString()).isEqualTo("PENDING");
            approve(first.path("attestation").asString());
            assertThat(attest(tpm, state, 0).path("verdict").asString()).isEqualTo("TRUSTED");
        }
    }

    private static SoftwareTpm booted(Path folder) throws IOException, MalformedException {
        SoftwareTpm tpm = SoftwareTpm.manufacture(folder.resolve("tpm"), folder.resolve("ca"));
        List<String> command = new ArrayList<>(List.of("tpm2_pcrextend", "-Q"));
        for (FirmwareEvent event : FirmwareLog.parse(Vectors.bytes(LOG)).events()) {
            if (event.extendsPcr()) {
                command.add("%d:sha1=%s,sha256=%s"
                        .formatted(
                                event.pcr(),
                                event.digest(HashAlgorithm.SHA1).orElseThrow(),
                                event.digest(HashAlgorithm.SHA256).orElseThrow()));
            }
        }
        tpm.run(command.toArray(String[]::new));
        return tpm;
    }

    /** Its EK is in inventory; its certificate, whose CA nobody imported, then need not be trusted. */
    private void pin(SoftwareTpm tpm) throws IOException, MalformedException {
        tpm.run("tpm2_readpublic", "-Q", "-c", "0x81010001", "-o", "ek.pub");
        Bytes ek = TpmPublic.parse(tpm.read("ek.pub")).subjectPublicKeyInfoSha256();
        Map<String, Object> entry = Map.of("ek", ek.toHex(), "host", "foreign", "labels", Map.of("agent", "foreign"));
        assertThat(server.put("/api/v1/inventory", List.of(entry)).status()).isEqualTo(200);
    }

    private void approve(String attestation) {
        Map<String, Object> capture =
                Map.of("name", "foreign", "captureFrom", attestation, "selector", Map.of("agent", "foreign"));
        assertThat(server.post("/api/v1/reference-sets", capture).status()).isEqualTo(201);
        String version = "/api/v1/reference-sets/foreign/versions/1";
        assertThat(server.post(version + "/proposal", Map.of()).status()).isEqualTo(200);
        assertThat(server.post(version + "/approval", Map.of()).status()).isEqualTo(200);
    }

    private JsonNode attest(SoftwareTpm tpm, Path state, int status) throws Exception {
        Run run = run(tpm, state, "attest");
        assertThat(run.status()).as(run.output()).isEqualTo(status);
        return json.readTree(run.output());
    }

    /** What a run printed, and its exit status. */
    private record Run(int status, String output) {}

    private Run run(SoftwareTpm tpm, Path state, String command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("agent", ".out");
        ProcessBuilder builder = new ProcessBuilder("bash", AGENT.toString(), command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        String address = server.url("").toString();
        builder.environment()
                .putAll(Map.of(
                        "TOUCHSTONE_URL",
                        address,
                        "STATE",
                        state.toString(),
                        "TPM2TOOLS_TCTI",
                        tpm.tcti(),
                        "FIRMWARE_LOG",
                        LOG.toString(),
                        "USERSPACE_LOG",
                        "/nonexistent",
                        "HOST",
                        "foreign"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Run(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
