package dev.touchstone.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.admission.Synchronised;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes hosts for tests: each with a name and a label of its own, so that what one test makes golden is its alone. */
public final class Fleet {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final TestServer server;
    private final JdbcClient jdbc;
    private final Synchronised synchronised;

    Fleet(TestServer server, JdbcClient jdbc, Synchronised synchronised) {
        this.server = server;
        this.jdbc = jdbc;
        this.synchronised = synchronised;
    }

    /**
     * Asks whether a subject may be let in, once all that was done so far is known.
     *
     * @param subject a host's id or name, or a query
     */
    public Answer admission(Object subject) {
        synchronised.now();
        String asked = subject.toString();
        return server.get("/api/v1/admission" + (asked.startsWith("?") ? asked : "/" + asked));
    }

    /** A name nothing else has. */
    public static String newName(String kind) {
        return kind + "-" + NUMBER.incrementAndGet();
    }

    /** The server, asked by its administrator. */
    public TestServer server() {
        return server;
    }

    /** Imports the CA of the lab's TPMs, as one of software TPMs. */
    public void trustLab() {
        Answer answer = server.post(
                "/api/v1/trust-anchors", Map.of("pem", LabTpm.caBundle(), "acceptUnrecognised", true, "virtual", true));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    /** Pins an EK to a name, with the label {@code test} of the same value. */
    public void pin(LabTpm tpm, String name) {
        pin(tpm, name, Map.of("test", name));
    }

    /** Pins an EK. */
    public void pin(LabTpm tpm, String name, Map<String, String> labels) {
        Answer answer =
                server.put("/api/v1/inventory", List.of(Map.of("ek", tpm.ekSha256(), "host", name, "labels", labels)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    /** Makes a TPM as good as new to the server: its host is retired, its pin forgotten. */
    public LabTpm vacate(LabTpm tpm) {
        byte[] ek = LabTpm.parse(tpm.ekPublic()).subjectPublicKeyInfoSha256().toArray();
        jdbc.sql("select id from host where ek_spki_sha256 = ? and state <> 'RETIRED'")
                .param(ek)
                .query(UUID.class)
                .list()
                .forEach(id -> server.post("/api/v1/hosts/" + id + "/retirement", Map.of()));
        jdbc.sql("delete from ek_pin where ek_spki_sha256 = ?").param(ek).update();
        return tpm;
    }

    /** A host whose EK inventory knows: active as soon as it has enrolled. */
    public TestHost pinned(LabTpm tpm) {
        String name = newName("host");
        pin(vacate(tpm), name);
        return enrolled(tpm, name);
    }

    /** A host nobody has admitted yet. */
    public TestHost waiting(LabTpm tpm) {
        return enrolled(vacate(tpm), newName("host"));
    }

    private TestHost enrolled(LabTpm tpm, String name) {
        TestHost host = new TestHost(server, tpm, tpm.newAk(), name);
        host.enrol();
        return host;
    }

    /** Makes what {@code attestation} shows golden for hosts with the label {@code test} of this value. */
    public String golden(UUID attestation, String label) {
        String set = newName("set");
        capture(set, attestation, Map.of("test", label));
        return approve(set, 1);
    }

    /** Drafts the next version of a set. */
    public Answer capture(String set, UUID attestation, Map<String, String> selector) {
        Answer answer = server.post(
                "/api/v1/reference-sets", Map.of("name", set, "captureFrom", attestation, "selector", selector));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer;
    }

    /** Proposes and approves a version. */
    public String approve(String set, int version) {
        String path = "/api/v1/reference-sets/" + set + "/versions/" + version;
        assertThat(server.post(path + "/proposal", Map.of()).status()).isEqualTo(200);
        Answer approved = server.post(path + "/approval", Map.of());
        assertThat(approved.status()).as(approved.body()).isEqualTo(200);
        return set;
    }
}
