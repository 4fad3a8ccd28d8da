package dev.touchstone.server.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.access.Caller;
import dev.touchstone.server.access.Scope;
import dev.touchstone.server.admission.Admission;
import dev.touchstone.server.admission.Admissions;
import dev.touchstone.server.admission.Consumers;
import dev.touchstone.server.admission.Subject;
import dev.touchstone.server.admission.Synchronised;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.tpm.SoftwareTpm;
import dev.touchstone.tpm.TpmPublic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * The example with tpm2-tools, a CA of OpenSSL's, curl with OpenSSL's tpm2 provider behind a resource manager as a
 * kernel has one, and a TLS server that asks who it is talking to.
 */
@FleetTest
@DisplayName("A connection made with a key in the TPM")
class ClientCertificateIT {

    private static final Path AGENT = Vectors.boot("../../examples/tpm2-tools-agent.sh");
    private static final Path LOG = Vectors.boot("golden/firmware.log").toAbsolutePath();
    private static final String NAME = "tls-client";

    private final TestServer server;
    private final JsonMapper json;
    private final Admissions admissions;
    private final Consumers consumers;
    private final Synchronised synchronised;

    ClientCertificateIT(
            TestServer server, JsonMapper json, Admissions admissions, Consumers consumers, Synchronised synchronised) {
        this.server = server;
        this.json = json;
        this.admissions = admissions;
        this.consumers = consumers;
        this.synchronised = synchronised;
    }

    @Test
    @DisplayName("is the attested host's, bound by certificate; the same name on another key is nobody's")
    void connects(@TempDir Path folder) throws Exception {
        try (SoftwareTpm tpm = booted(folder);
                TlsServer tls = TlsServer.start(folder, spki -> said(decide(spki)))) {
            Path state = folder.resolve("state");
            pin(tpm);
            agent(tpm, state, 0, "enroll");
            String first = agent(tpm, state, 10, "attest");
            approve(json.readTree(first).path("attestation").asString());
            agent(tpm, state, 0, "attest");
            agent(tpm, state, 0, "client-key");

            tls.issue(state.resolve("client-key.csr"), folder.resolve("client.crt"));
            assertThat(curl(tpm, tls, folder.resolve("client.crt"), state.resolve("client-key.pem")))
                    .isEqualTo("allow certificate " + NAME);

            tls.run(
                    "openssl",
                    "req",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:P-256",
                    "-nodes",
                    "-subj",
                    "/CN=" + NAME,
                    "-keyout",
                    "other.key",
                    "-out",
                    "other.csr");
            tls.issue(folder.resolve("other.csr"), folder.resolve("other.crt"));
            assertThat(curl(tls, folder.resolve("other.crt"), folder.resolve("other.key")))
                    .isEqualTo("deny - -");
        }
    }

    private Admission decide(Bytes spkiSha256) {
        synchronised.now();
        Caller caller = new Caller("test", Set.of(Scope.ADMISSION), false, false, false, "test", Optional.empty());
        return admissions.decide(new Subject.CertificateKey(spkiSha256), consumers.of(caller));
    }

    private static String said(Admission admission) {
        return admission.decision().word() + " "
                + admission.host().map(h -> h.binding().word()).orElse("-") + " "
                + admission.host().flatMap(Admission.Host::name).orElse("-");
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

    private void pin(SoftwareTpm tpm) throws IOException, MalformedException {
        tpm.run("tpm2_readpublic", "-Q", "-c", "0x81010001", "-o", "ek.pub");
        Bytes ek = TpmPublic.parse(tpm.read("ek.pub")).subjectPublicKeyInfoSha256();
        Map<String, Object> entry = Map.of("ek", ek.toHex(), "host", NAME, "labels", Map.of("model", NAME));
        assertThat(server.put("/api/v1/inventory", List.of(entry)).status()).isEqualTo(200);
    }

    private void approve(String attestation) {
        Map<String, Object> capture =
                Map.of("name", NAME, "captureFrom", attestation, "selector", Map.of("model", NAME));
        assertThat(server.post("/api/v1/reference-sets", capture).status()).isEqualTo(201);
        String version = "/api/v1/reference-sets/" + NAME + "/versions/1";
        assertThat(server.post(version + "/proposal", Map.of()).status()).isEqualTo(200);
        assertThat(server.post(version + "/approval", Map.of()).status()).isEqualTo(200);
    }

    private String agent(SoftwareTpm tpm, Path state, int status, String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", AGENT.toString(), command);
        builder.environment()
                .putAll(Map.of(
                        "TOUCHSTONE_URL",
                        server.url("").toString(),
                        "STATE",
                        state.toString(),
                        "TPM2TOOLS_TCTI",
                        tpm.tcti(),
                        "FIRMWARE_LOG",
                        LOG.toString(),
                        "USERSPACE_LOG",
                        "/nonexistent",
                        "HOST",
                        NAME));
        return printed(builder, status);
    }

    /** A kernel's /dev/tpmrm0 manages the slots of the TPM; a software TPM on a socket needs tpm2-abrmd for it. */
    private static String curl(SoftwareTpm tpm, TlsServer tls, Path certificate, Path key) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                "dbus-run-session", "--", "bash", "-ec", """
                tpm2-abrmd --session --allow-root --tcti="$TPM2TOOLS_TCTI" &
                trap "kill $!" EXIT
                export TPM2TOOLS_TCTI=tabrmd:bus_type=session TPM2OPENSSL_TCTI=tabrmd:bus_type=session
                until tpm2_getcap properties-fixed >/dev/null 2>&1; do kill -0 $!; done
                curl -sS --max-time 20 --cacert "$CA" --cert "$1" --key "$2" "$URL"
                """, "curl", certificate.toString(), key.toString());
        builder.environment()
                .putAll(Map.of(
                        "TPM2TOOLS_TCTI",
                        tpm.tcti(),
                        "OPENSSL_CONF",
                        Vectors.boot("../../examples/openssl-tpm2.cnf").toString(),
                        "CA",
                        tls.ca().toString(),
                        "URL",
                        tls.url()));
        return printed(builder, 0);
    }

    /** Of a machine without a TPM. */
    private static String curl(TlsServer tls, Path certificate, Path key) throws Exception {
        String[] command = {
            "curl",
            "-sS",
            "--max-time",
            "20",
            "--cacert",
            tls.ca().toString(),
            "--cert",
            certificate.toString(),
            "--key",
            key.toString(),
            tls.url()
        };
        return printed(new ProcessBuilder(command), 0);
    }

    private static String printed(ProcessBuilder builder, int status) throws IOException, InterruptedException {
        Path output = Files.createTempFile("client", ".out");
        Path errors = Files.createTempFile("client", ".err");
        Process process = builder.redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            String text = Files.readString(output);
            assertThat(process.exitValue()).as(text + Files.readString(errors)).isEqualTo(status);
            return text;
        } finally {
            process.destroyForcibly();
            Files.delete(output);
            Files.delete(errors);
        }
    }
}
