package dev.touchstone.server.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.ForeignHost;
import dev.touchstone.server.RealProgram;
import dev.touchstone.server.ResourceManager;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.access.Caller;
import dev.touchstone.server.access.Scope;
import dev.touchstone.server.admission.Admission;
import dev.touchstone.server.admission.Admissions;
import dev.touchstone.server.admission.Consumers;
import dev.touchstone.server.admission.Subject;
import dev.touchstone.server.admission.Synchronised;
import dev.touchstone.server.host.FleetTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example with tpm2-tools, a CA of OpenSSL's, curl with OpenSSL's tpm2 provider behind a resource manager as a
 * kernel has one, and a TLS server that asks who it is talking to.
 */
@FleetTest
@DisplayName("A connection made with a key in the TPM")
class ClientCertificateIT {

    private static final String NAME = "tls-client";

    private final TestServer server;
    private final Admissions admissions;
    private final Consumers consumers;
    private final Synchronised synchronised;

    ClientCertificateIT(TestServer server, Admissions admissions, Consumers consumers, Synchronised synchronised) {
        this.server = server;
        this.admissions = admissions;
        this.consumers = consumers;
        this.synchronised = synchronised;
    }

    @Test
    @DisplayName("is the attested host's, bound by certificate; the same name on another key is nobody's")
    void connects(@TempDir Path folder) throws Exception {
        try (ForeignHost host = ForeignHost.pinned(server, folder, NAME);
                TlsServer tls = TlsServer.start(folder, spki -> said(decide(spki)))) {
            host.boot("golden");
            host.becomeTrusted();
            host.agent("client-key", 0);

            Path certificate = folder.resolve("client.crt");
            tls.issue(host.file("client-key.csr"), certificate);
            assertThat(connected(
                            folder,
                            ResourceManager.command(host.tpm(), curl(tls, certificate, host.file("client-key.pem")))))
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
            assertThat(connected(folder, curl(tls, folder.resolve("other.crt"), folder.resolve("other.key"))))
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

    private static String[] curl(TlsServer tls, Path certificate, Path key) {
        return new String[] {
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
            "--output",
            "answer",
            tls.url()
        };
    }

    /** Runs it: what the server answered. */
    private static String connected(Path folder, String[] curl) throws Exception {
        RealProgram.run(folder, Map.of(), curl);
        return Files.readString(folder.resolve("answer"));
    }
}
