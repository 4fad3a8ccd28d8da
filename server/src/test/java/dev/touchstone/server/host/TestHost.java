package dev.touchstone.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A host as the server meets it: a TPM, an attestation key, and a client that says what a test wants it to say. */
public final class TestHost {

    /** The banks the lab's TPMs have. */
    public static final List<String> BANKS = List.of("sha1", "sha256");

    private final TestServer admin;
    private final TestServer stranger;
    private final LabTpm tpm;
    private final LabTpm.Key ak;
    private final String name;
    private UUID id = new UUID(0, 0);

    public TestHost(TestServer server, LabTpm tpm, LabTpm.Key ak, String name) {
        this.admin = server;
        this.stranger = server.anonymous();
        this.tpm = tpm;
        this.ak = ak;
        this.name = name;
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public LabTpm tpm() {
        return tpm;
    }

    public LabTpm.Key ak() {
        return ak;
    }

    /** The same host speaking with another key. */
    public TestHost with(LabTpm.Key other) {
        TestHost host = new TestHost(admin, tpm, other, name);
        host.id = id;
        return host;
    }

    /** A second TPM's view of the same id: an impostor. */
    public TestHost with(LabTpm other, LabTpm.Key key) {
        TestHost host = new TestHost(admin, other, key, name);
        host.id = id;
        return host;
    }

    /** The host as operators see it. */
    public JsonNode view() {
        return admin.get("/api/v1/hosts/" + id).json();
    }

    /** Its verdict as it stands now. */
    public String verdict() {
        return view().path("verdict").asString();
    }

    // Enrolment

    /** A good enrolment request, to be changed. */
    public Map<String, Object> enrolment() {
        Map<String, Object> ek = new LinkedHashMap<>(Map.of(
                "public",
                tpm.ekPublic().toBase64(),
                "certificates",
                List.of(tpm.ekCertificate().toBase64())));
        return new LinkedHashMap<>(Map.of(
                "host", name, "ek", ek, "ak", Map.of("public", ak.publicArea().toBase64())));
    }

    /** Asks for a credential. */
    public Answer begin() {
        return begin(enrolment());
    }

    /** Asks for a credential so. */
    public Answer begin(Map<String, Object> request) {
        return stranger.post("/api/v1/enrollments", request);
    }

    /** Opens the credential of an answer in the TPM. */
    public Bytes secret(Answer begun) {
        assertThat(begun.status()).as(begun.body()).isEqualTo(201);
        JsonNode credential = begun.json().path("credential");
        return tpm.activate(ak, base64(credential.path("blob")), base64(credential.path("secret")));
    }

    /** Gives a secret back. */
    public Answer activate(Answer begun, Bytes secret) {
        String enrollment = begun.json().path("enrollment").asString();
        return stranger.post("/api/v1/enrollments/" + enrollment + "/activation", Map.of("secret", secret.toBase64()));
    }

    /** Enrols, all the way. */
    public Answer enrol() {
        return enrol(enrolment());
    }

    /** Enrols so, all the way. */
    public Answer enrol(Map<String, Object> request) {
        Answer begun = begin(request);
        Answer activated = activate(begun, secret(begun));
        assertThat(activated.status()).as(activated.body()).isEqualTo(200);
        id = UUID.fromString(activated.json().path("hostId").asString());
        return activated;
    }

    // Attestation

    /** Asks for a challenge over both banks. */
    public JsonNode challenge() {
        Answer answer = stranger.post("/api/v1/challenges", Map.of("hostId", id, "banks", BANKS));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    /** What a challenge asks to be quoted, as tpm2-tools write it. */
    public static String selection(JsonNode challenge) {
        List<String> banks = new ArrayList<>();
        challenge.path("quote").path("selection").forEach(bank -> {
            List<String> pcrs = new ArrayList<>();
            bank.path("pcrs").forEach(pcr -> pcrs.add(pcr.asString()));
            banks.add(bank.path("bank").asString() + ":" + String.join(",", pcrs));
        });
        return String.join("+", banks);
    }

    /** A good answer to a new challenge, to be changed. */
    public Submission submission() {
        return answering(challenge());
    }

    /** A good answer to a challenge, to be changed. */
    public Submission answering(JsonNode challenge) {
        return quoting(challenge, selection(challenge));
    }

    /** An answer to a challenge that quotes another selection. */
    public Submission quoting(JsonNode challenge, String selection) {
        LabTpm.Quoted quoted = tpm.quote(ak, selection, base64(challenge.path("nonce")));
        Submission submission = new Submission(stranger, id, challenge, tpm.log());
        challenge.path("quote").path("selection").forEach(bank -> {
            List<Integer> pcrs = new ArrayList<>();
            bank.path("pcrs").forEach(pcr -> pcrs.add(pcr.asInt()));
            String name = bank.path("bank").asString();
            submission.bank(name, tpm.pcrs(HashAlgorithm.ofBank(name).orElseThrow(), pcrs));
        });
        return submission.attest(quoted.attest()).signature(quoted.signature());
    }

    /** Attests, which must be accepted: the answer. */
    public JsonNode attest() {
        return submission().accepted();
    }

    /** Has its last boot made golden for it, then attests again. */
    public JsonNode becomeTrusted(Fleet fleet) {
        UUID shown = UUID.fromString(attest().path("attestation").asString());
        fleet.golden(shown, name);
        JsonNode answer = attest();
        assertThat(answer.path("verdict").asString()).as(answer.toString()).isEqualTo("TRUSTED");
        return answer;
    }

    /** Bytes out of an answer. */
    public static Bytes base64(JsonNode text) {
        return Bytes.of(Base64.getDecoder().decode(text.asString()));
    }
}
