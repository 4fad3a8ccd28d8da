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
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A host whose agent is {@code deploy/examples/tpm2-tools-agent.sh}, its TPM, and what operators do for it. */
public final class ForeignHost implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final TestServer server;
    private final SoftwareTpm tpm;
    private final Path folder;
    private final String name;
    private Path log = Path.of("/nonexistent");

    private ForeignHost(TestServer server, SoftwareTpm tpm, Path folder, String name) {
        this.server = server;
        this.tpm = tpm;
        this.folder = folder;
        this.name = name;
    }

    /** A new one, whose EK is in inventory. */
    public static ForeignHost pinned(TestServer server, Path folder, String name)
            throws IOException, MalformedException {
        SoftwareTpm tpm = SoftwareTpm.manufacture(folder.resolve("tpm"), folder.resolve("tpm-ca"));
        pin(server, tpm, name);
        return new ForeignHost(server, tpm, folder, name);
    }

    /** Puts the EK into inventory: its certificate, whose CA nobody imported, then need not be trusted. */
    static void pin(TestServer server, SoftwareTpm tpm, String name) throws IOException, MalformedException {
        tpm.run("tpm2_readpublic", "-Q", "-c", "0x81010001", "-o", "ek.pub");
        Bytes ek = TpmPublic.parse(tpm.read("ek.pub")).subjectPublicKeyInfoSha256();
        Map<String, Object> entry = Map.of("ek", ek.toHex(), "host", name, "labels", Map.of("model", name));
        assertThat(server.put("/api/v1/inventory", List.of(entry)).status()).isEqualTo(200);
    }

    /** Measures what a recorded boot did. */
    public void boot(String recorded) throws IOException, MalformedException {
        tpm.reset();
        log = RealProgram.shipped("deploy/lab/boots/" + recorded + "/firmware.log");
        List<String> command = new ArrayList<>(List.of("tpm2_pcrextend", "-Q"));
        for (FirmwareEvent event : FirmwareLog.parse(Vectors.bytes(log)).events()) {
            if (event.extendsPcr()) {
                command.add("%d:sha1=%s,sha256=%s"
                        .formatted(
                                event.pcr(),
                                event.digest(HashAlgorithm.SHA1).orElseThrow(),
                                event.digest(HashAlgorithm.SHA256).orElseThrow()));
            }
        }
        tpm.run(command.toArray(String[]::new));
    }

    /** Runs the agent, which must end with this status: what it printed. */
    public String agent(String command, int status) throws IOException, InterruptedException {
        return agent(server, command, status);
    }

    private String agent(TestServer asked, String command, int status) throws IOException, InterruptedException {
        var environment = Map.of(
                "TOUCHSTONE_URL",
                asked.url("").toString(),
                "STATE",
                file("").toString(),
                "TPM2TOOLS_TCTI",
                tpm.tcti(),
                "FIRMWARE_LOG",
                log.toString(),
                "USERSPACE_LOG",
                "/nonexistent",
                "HOST",
                name);
        Path script = RealProgram.shipped("deploy/examples/tpm2-tools-agent.sh");
        Path printed = folder.resolve("printed");
        // What it says of a failure goes elsewhere than what it prints.
        try (var agent = RealProgram.start(
                folder,
                environment,
                "bash",
                "-c",
                "exec bash \"$@\" >\"$0\"",
                printed.toString(),
                script.toString(),
                command)) {
            assertThat(agent.exitCode()).as(agent.output()).isEqualTo(status);
            return Files.readString(printed);
        }
    }

    /** Attests; the agent must end with this status: the server's answer. */
    public JsonNode attest(int status) throws IOException, InterruptedException {
        return attest(server, status);
    }

    /** The same at another server. */
    JsonNode attest(TestServer other, int status) throws IOException, InterruptedException {
        return JSON.readTree(agent(other, "attest", status));
    }

    /** Enrols and attests, has that boot made golden, and is TRUSTED from then on. */
    public void becomeTrusted() throws IOException, InterruptedException {
        agent("enroll", 0);
        approve(attest(10));
        attest(0);
    }

    /** Makes golden for it what an attestation showed. */
    public void approve(JsonNode attested) {
        String attestation = attested.path("attestation").asString();
        Map<String, Object> capture =
                Map.of("name", name, "captureFrom", attestation, "selector", Map.of("model", name));
        assertThat(server.post("/api/v1/reference-sets", capture).status()).isEqualTo(201);
        String version = "/api/v1/reference-sets/" + name + "/versions/1";
        assertThat(server.post(version + "/proposal", Map.of()).status()).isEqualTo(200);
        assertThat(server.post(version + "/approval", Map.of()).status()).isEqualTo(200);
    }

    /** The id it was given when it enrolled. */
    UUID id() throws IOException {
        return UUID.fromString(Files.readString(file("host-id")).strip());
    }

    /** A file the agent keeps, such as {@code client-key.pem}. */
    public Path file(String kept) {
        return folder.resolve("state").resolve(kept);
    }

    /** Its TPM. */
    public SoftwareTpm tpm() {
        return tpm;
    }

    @Override
    public void close() {
        tpm.close();
    }
}
