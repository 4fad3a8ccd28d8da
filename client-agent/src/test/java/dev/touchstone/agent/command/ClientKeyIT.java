package dev.touchstone.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.agent.config.AgentState;
import dev.touchstone.agent.config.Enrolment;
import dev.touchstone.agent.tpm.EndorsementKeyType;
import dev.touchstone.agent.tpm.KeyBlobs;
import dev.touchstone.agent.tpm.Swtpm;
import dev.touchstone.agent.tpm.TpmDevice;
import dev.touchstone.agent.tpm.tss.TssTpmDevice;
import dev.touchstone.agent.transport.ScriptedServer;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.quote.Certification;
import dev.touchstone.quote.CertificationOutcome;
import dev.touchstone.quote.CertificationVerifier;
import dev.touchstone.tpm.AttestationKey;
import dev.touchstone.tpm.TpmPublic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The command in this JVM, a software TPM, OpenSSL, and a server that follows a script. */
@DisplayName("touchstone-agent client-key")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientKeyIT {

    private static final UUID HOST = UUID.fromString("6b1f0f5e-8f0e-4c55-9f7e-0000000000aa");
    private static final String REGISTERED = "{\"keyIdentifier\":\"" + "0a".repeat(20) + "\",\"spkiSha256\":\""
            + "0b".repeat(32) + "\",\"host\":\"ams-r12-07\",\"ofALaterServer\":1}";

    private Swtpm tpm;
    private KeyBlobs ak;
    private Bytes ek;
    private Path directory;
    private ScriptedServer server;
    private AgentState state;

    /** The EK is one the TPM does not keep, so that all three slots of a TPM without resource manager are needed. */
    @BeforeAll
    void makeTpm(@TempDir Path temporary) throws Exception {
        tpm = Swtpm.start(temporary);
        try (TpmDevice device = TssTpmDevice.open(tpm.address())) {
            ek = device.endorsementKey(EndorsementKeyType.ECC).publicArea();
            ak = device.createAttestationKey(EndorsementKeyType.ECC);
        }
    }

    @AfterAll
    void stopTpm() {
        tpm.close();
    }

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary.resolve("state");
        server = ScriptedServer.start();
        state = AgentState.open(directory);
        state.attestationKey(ak);
        state.enrolment(new Enrolment(
                HOST,
                server.address().toString(),
                null,
                EndorsementKeyType.ECC,
                "",
                ak.name().toHex(),
                "ACTIVE",
                Instant.EPOCH));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        assertThat(tpm.run("tpm2_getcap", "handles-transient")).isEmpty();
        assertThat(tpm.run("tpm2_getcap", "handles-loaded-session")).isEmpty();
    }

    private int agent(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("client-key", "--state-dir", directory.toString(), "--tpm", tpm.tcti()));
        arguments.addAll(List.of(more));
        return TouchstoneAgent.commandLine()
                .setErr(new PrintWriter(new StringWriter()))
                .execute(arguments.toArray(String[]::new));
    }

    /** Runs it against a server that takes the key; what it sent. */
    private JsonNode registered(String... more) throws Exception {
        server.then(201, ScriptedServer.challenge("opaque", "")).then(201, REGISTERED);
        assertThat(agent(more)).isZero();
        assertThat(server.await().path()).isEqualTo("/api/v1/challenges");
        ScriptedServer.Request request = server.await();
        assertThat(request.path()).isEqualTo("/api/v1/hosts/" + HOST + "/client-keys");
        return request.json();
    }

    private static Bytes bytes(JsonNode json, String pointer) {
        return Bytes.of(Base64.getDecoder().decode(json.at(pointer).asString()));
    }

    private CertificationOutcome verified(JsonNode request) throws Exception {
        return CertificationVerifier.verify(
                new Certification(
                        TpmPublic.parse(bytes(request, "/key")),
                        bytes(request, "/certification/attest"),
                        bytes(request, "/certification/signature")),
                AttestationKey.of(TpmPublic.parse(ak.publicArea())),
                TpmPublic.parse(ek).name(),
                HashAlgorithm.SHA256.hash(Bytes.ofUtf8("opaque")));
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    /** The public key in PEM of what one of OpenSSL's commands reads. */
    private String publicKey(String... command) throws Exception {
        String printed = tpm.run(command);
        return printed.substring(printed.indexOf("-----BEGIN PUBLIC KEY"));
    }

    @Test
    @DisplayName("makes a key its AK certifies, and a request that any CA can check; again it is the same key")
    void ecc() throws Exception {
        JsonNode first = registered();
        assertThat(verified(first)).isInstanceOf(CertificationOutcome.Certified.class);
        assertThat(first.propertyNames()).containsExactlyInAnyOrder("challenge", "key", "certification");

        assertThat(tpm.run("openssl", "req", "-in", file("client-key.csr"), "-verify", "-noout", "-text"))
                .contains("CN = ams-r12-07", "DNS:ams-r12-07", "ecdsa-with-SHA256")
                .containsIgnoringCase("verify ok");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("client-key.pem"))))
                .isEqualTo("rw-------");

        JsonNode again = registered("--type", "rsa");
        assertThat(again.at("/key")).isEqualTo(first.at("/key"));
    }

    @Test
    @DisplayName("writes the key as OpenSSL's tpm2 provider takes it, which signs with it")
    void provider() throws Exception {
        registered();
        String[] provider = {"-provider", "tpm2", "-provider", "default", "-propquery", "?provider=tpm2"};
        String ofRequest = publicKey("openssl", "req", "-in", file("client-key.csr"), "-pubkey", "-noout");
        List<String> command = new ArrayList<>(List.of("env", "TPM2OPENSSL_TCTI=" + tpm.tcti(), "openssl", "pkey"));
        command.addAll(List.of(provider));
        command.addAll(List.of("-in", file("client-key.pem"), "-pubout"));
        assertThat(publicKey(command.toArray(String[]::new))).isEqualTo(ofRequest);

        Bytes der = Bytes.of(Files.readAllBytes(directory.resolve("client-key.der")));
        assertThat(Files.readString(directory.resolve("client-key.pem")).replaceAll("-----[^-]+-----|\n", ""))
                .isEqualTo(der.toBase64());

        Files.writeString(tpm.directory().resolve("message"), "hello");
        Files.writeString(tpm.directory().resolve("public.pem"), ofRequest);
        List<String> sign =
                new ArrayList<>(List.of("env", "TPM2OPENSSL_TCTI=" + tpm.tcti(), "openssl", "dgst", "-sha256"));
        sign.addAll(List.of(provider));
        sign.addAll(List.of("-sign", file("client-key.pem"), "-out", "message.sig", "message"));
        tpm.run(sign.toArray(String[]::new));
        assertThat(tpm.run(
                        "openssl", "dgst", "-sha256", "-verify", "public.pem", "-signature", "message.sig", "message"))
                .contains("Verified OK");
    }

    @Test
    @DisplayName("makes an RSA key instead, and keeps it in the TPM where nothing else is")
    void rsa() throws Exception {
        JsonNode first = registered();
        JsonNode second = registered("--new", "--type", "rsa", "--persist", "0x81000100");
        assertThat(second.at("/key")).isNotEqualTo(first.at("/key"));
        assertThat(verified(second)).isInstanceOf(CertificationOutcome.Certified.class);
        assertThat(tpm.run("openssl", "req", "-in", file("client-key.csr"), "-verify", "-noout", "-text"))
                .contains("sha256WithRSAEncryption")
                .containsIgnoringCase("verify ok");
        assertThat(tpm.run("tpm2_readpublic", "-c", "0x81000100", "-f", "pem", "-o", "kept.pem"))
                .isNotEmpty();
        assertThat(Files.readString(tpm.directory().resolve("kept.pem")))
                .isEqualTo(publicKey("openssl", "req", "-in", file("client-key.csr"), "-pubkey", "-noout"));
        registered("--persist", "0x81000100");

        server.then(201, ScriptedServer.challenge("opaque", "")).then(201, REGISTERED);
        assertThat(agent("--new", "--persist", "0x81000100"))
                .as("another key is there")
                .isEqualTo(ExitCode.LOCAL);
        assertThat(agent("--persist", "0x81800000")).as("not the owner's").isEqualTo(ExitCode.USAGE);
    }

    @Test
    @DisplayName("says so when the server refuses, and keeps the key for the next time")
    void refused() throws Exception {
        server.then(201, ScriptedServer.challenge("opaque", "")).then(403, ScriptedServer.problem("host-not-admitted"));
        assertThat(agent()).isEqualTo(ExitCode.REFUSED);
        server.await();
        JsonNode first = server.await().json();
        assertThat(directory.resolve("client-key.csr")).doesNotExist();
        assertThat(registered().at("/key")).isEqualTo(first.at("/key"));
    }
}
