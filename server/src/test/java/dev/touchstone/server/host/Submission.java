package dev.touchstone.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.tpm.ClockInfo;
import dev.touchstone.tpm.QuoteAttest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** {@code POST /api/v1/attestations} with every part replaceable. */
public final class Submission {

    private final TestServer server;
    private final JsonNode challenge;
    private final Map<String, Map<String, String>> pcrs = new TreeMap<>();
    private final Map<String, Object> extra = new LinkedHashMap<>();
    private UUID hostId;
    private String text;
    private Bytes attest = Bytes.EMPTY;
    private Bytes signature = Bytes.EMPTY;
    private Map<String, Object> logs;

    Submission(TestServer server, UUID hostId, JsonNode challenge, Bytes log) {
        this.server = server;
        this.hostId = hostId;
        this.challenge = challenge;
        this.text = challenge.path("challenge").asString();
        this.logs = logsOf(log);
    }

    private Submission(TestServer server, Submission other) {
        this.server = server;
        this.hostId = other.hostId;
        this.challenge = other.challenge;
        this.text = other.text;
        this.attest = other.attest;
        this.signature = other.signature;
        this.logs = other.logs;
        other.pcrs.forEach((bank, values) -> pcrs.put(bank, new TreeMap<>(values)));
        extra.putAll(other.extra);
    }

    private static Map<String, Object> logsOf(Bytes log) {
        return Map.of("firmware", Map.of("sha256", digest(log), "content", log.toBase64()));
    }

    private static String digest(Bytes log) {
        return HashAlgorithm.SHA256.hash(log).toHex();
    }

    /** Another one with the same content. */
    public Submission copy() {
        return new Submission(server, this);
    }

    /** The same content sent to a server asked otherwise. */
    public Submission to(TestServer other) {
        return new Submission(other, this);
    }

    /** The challenge it answers. */
    public JsonNode challenge() {
        return challenge;
    }

    public Submission hostId(UUID value) {
        hostId = value;
        return this;
    }

    public Submission challengeText(String value) {
        text = value;
        return this;
    }

    public Bytes attest() {
        return attest;
    }

    public Submission attest(Bytes value) {
        attest = value;
        return this;
    }

    public Bytes signature() {
        return signature;
    }

    public Submission signature(Bytes value) {
        signature = value;
        return this;
    }

    public Submission bank(String bank, Map<String, String> values) {
        pcrs.put(bank, values);
        return this;
    }

    public Submission withoutBank(String bank) {
        pcrs.remove(bank);
        return this;
    }

    public Submission pcr(String bank, int pcr, String value) {
        Map<String, String> changed = new TreeMap<>(Objects.requireNonNull(pcrs.get(bank)));
        changed.put(Integer.toString(pcr), value);
        return bank(bank, changed);
    }

    public String pcr(String bank, int pcr) {
        return Objects.requireNonNull(Objects.requireNonNull(pcrs.get(bank)).get(Integer.toString(pcr)));
    }

    /** Another firmware log. */
    public Submission log(Bytes log) {
        logs = logsOf(log);
        return this;
    }

    /** A firmware log by its digest alone. */
    public Submission namedLog(Bytes log) {
        logs = Map.of("firmware", Map.of("sha256", digest(log)));
        return this;
    }

    /** Everything under {@code logs}. */
    public Submission logs(Map<String, Object> value) {
        logs = value;
        return this;
    }

    /** IMA's records of a boot from number {@code from} on, beside the logs there are. */
    public Submission ima(String boot, long from, Bytes content) {
        Map<String, Object> more = new LinkedHashMap<>(logs);
        more.put("ima", Map.of("boot", boot, "from", from, "content", content.toBase64()));
        return logs(more);
    }

    /** The boot it was quoted in. */
    public String boot() {
        try {
            ClockInfo clock = QuoteAttest.parse(attest).clockInfo();
            return clock.resetCount() + "." + clock.restartCount();
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** One more field. */
    public Submission with(String field, Object value) {
        extra.put(field, value);
        return this;
    }

    /** The body. */
    public Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("hostId", hostId);
        body.put("challenge", text);
        body.put("quote", Map.of("attest", attest.toBase64(), "signature", signature.toBase64(), "pcrs", pcrs));
        body.put("logs", logs);
        body.putAll(extra);
        return body;
    }

    /** Sends it. */
    public Answer send() {
        return server.post("/api/v1/attestations", body());
    }

    /** Sends it; it must be accepted. */
    public JsonNode accepted() {
        Answer answer = send();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }
}
