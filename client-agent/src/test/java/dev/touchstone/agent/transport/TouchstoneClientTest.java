package dev.touchstone.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.agent.tpm.PcrSelection;
import dev.touchstone.agent.transport.AttestationAnswer.Appraised;
import dev.touchstone.agent.transport.ExchangeException.Busy;
import dev.touchstone.agent.transport.ExchangeException.Incomprehensible;
import dev.touchstone.agent.transport.ExchangeException.Refused;
import dev.touchstone.agent.transport.ExchangeException.Unreachable;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A conversation with the server")
class TouchstoneClientTest {

    private static final UUID HOST = UUID.fromString("6b1f0f5e-8f0e-4c55-9f7e-0000000000aa");
    private static final AttestationRequest REQUEST = new AttestationRequest(
            HOST,
            "opaque",
            new AttestationRequest.Quote("AA==", "AA==", Map.of("sha256", Map.of("0", "00"))),
            new AttestationRequest.Logs(new AttestationRequest.FirmwareLog("ab", null), null, null),
            Map.of());

    private ScriptedServer server;
    private TouchstoneClient client;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.start();
        client = TouchstoneClient.open(
                server.address(), Optional.empty(), "test", InstantSource.fixed(Instant.parse("2026-11-24T10:00:00Z")));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private Challenge ask() throws Exception {
        return client.challenge(HOST, List.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256));
    }

    @Test
    void a_challenge_names_banks_and_is_read_whatever_a_later_server_adds() throws Exception {
        server.then(201, ScriptedServer.challenge("opaque", "ab"));
        Challenge challenge = ask();
        assertThat(challenge.nonce()).isEqualTo(HashAlgorithm.SHA256.hash(Bytes.ofUtf8("opaque")));
        assertThat(challenge.selection()).first().isEqualTo(PcrSelection.of(HashAlgorithm.SHA1, List.of(0, 7)));
        assertThat(challenge.knownFirmwareLogs()).containsExactly("ab");
        assertThat(server.requests())
                .containsExactly(new ScriptedServer.Request(
                        "/api/v1/challenges", "{\"hostId\":\"" + HOST + "\",\"banks\":[\"sha1\",\"sha256\"]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"challenge\": \"opaque\" | \"challenge\": \"other\" | not the challenge's SHA-256",
                "\"challenge\": \"opaque\" | \"x\": 1 | lacks 'challenge'",
                "\"nonce\": | \"nunce\": | lacks 'nonce'",
                "\"nonce\": \" | \"nonce\": \"! | not base64",
                "\"quote\" | \"quota\" | lacks 'quote'",
                "\"bank\": \"sha1\" | \"bank\": \"md5\" | unknown bank 'md5'",
                "\"bank\": \"sha1\" | \"bank\": \"sm3_256\" | unknown bank 'sm3_256'",
                "\"bank\": \"sha1\" | \"bank\": \"sha256\" | one twice",
                "[0, 7] | [0, 0] | named twice",
                "[0, 7] | [] | makes no sense",
                "[0, 7] | [24] | makes no sense",
                "[0, 7] | [-1] | makes no sense",
                "[0, 7] | [null] | makes no sense"
            })
    void a_challenge_that_breaks_the_contract_is_refused(String part, String replacement, String words) {
        String whole = ScriptedServer.challenge("opaque", "");
        assertThat(whole).contains(part);
        server.then(201, whole.replace(part, replacement));
        assertThatThrownBy(this::ask).isInstanceOf(Incomprehensible.class).hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "<html>", "{\"challenge\": 1", "{\"challenge\": {}}"})
    void an_answer_that_is_not_what_was_asked_for_is_refused(String body) {
        server.then(200, body);
        assertThatThrownBy(this::ask).isInstanceOf(Incomprehensible.class);
    }

    @Test
    void a_verdict_brings_reasons_and_the_next_challenge() throws Exception {
        server.then(200, ScriptedServer.verdict("DRIFTED", "PT7M", ScriptedServer.challenge("next", "")));
        var appraised = (Appraised) client.attest(REQUEST);
        assertThat(appraised.trusted()).isFalse();
        assertThat(appraised.after()).isEqualTo(Duration.ofMinutes(7));
        assertThat(appraised.next()).map(Challenge::challenge).contains("next");
        assertThat(appraised.validUntil()).contains(Instant.parse("2026-11-24T10:20:00Z"));
        assertThat(appraised.reasons().getFirst().line())
                .isEqualTo("pcr-mismatch: PCR 4 differs, PCR 4, expected aa, actual bb");
    }

    @Test
    void absent_logs_are_left_out_rather_than_null() throws Exception {
        server.then(410, "");
        client.attest(REQUEST);
        assertThat(server.requests().getFirst().body()).contains("\"logs\":{\"firmware\":{\"sha256\":\"ab\"}}");
    }

    @Test
    void a_spent_challenge_and_a_wanted_log_are_answers_not_failures() throws Exception {
        server.then(409, ScriptedServer.problem("challenge-used"))
                .then(410, ScriptedServer.problem("challenge-expired"))
                .then(409, ScriptedServer.problem("log-content-needed"));
        assertThat(client.attest(REQUEST)).isEqualTo(new AttestationAnswer.ChallengeSpent("challenge-used"));
        assertThat(client.attest(REQUEST)).isInstanceOf(AttestationAnswer.ChallengeSpent.class);
        assertThat(client.attest(REQUEST)).isEqualTo(new AttestationAnswer.LogContentNeeded());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 413, 422})
    void a_refusal_keeps_its_status_code_and_words(int status) {
        server.then(status, ScriptedServer.problem("ak-attributes"));
        assertThatThrownBy(this::ask).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused.code()).isEqualTo("ak-attributes");
            assertThat(refused).hasMessageContaining("because of ak-attributes");
        });
    }

    @ParameterizedTest
    @CsvSource({"429, 17, 17", "503, 'Tue, 24 Nov 2026 10:00:42 GMT', 42"})
    void a_busy_server_says_when_to_come_back(int status, String header, long seconds) {
        server.then(status, "Retry-After", header);
        assertThatThrownBy(this::ask)
                .isInstanceOfSatisfying(
                        Busy.class, busy -> assertThat(busy.retryAfter()).contains(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503})
    void a_busy_server_need_not_say(int status) {
        server.then(status, "<html>not a problem document</html>");
        assertThatThrownBy(this::ask)
                .isInstanceOfSatisfying(
                        Busy.class, busy -> assertThat(busy.retryAfter()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void redirects_are_not_followed(int status) {
        server.then(status, "Location", server.address() + "/elsewhere");
        assertThatThrownBy(this::ask).isInstanceOf(Refused.class).hasMessageContaining("redirects are not followed");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void an_answer_beyond_a_mebibyte_is_not_read() {
        server.then(201, " ".repeat(Exchange.MAX_ANSWER) + ScriptedServer.challenge("opaque", ""));
        assertThatThrownBy(this::ask).isInstanceOf(Unreachable.class);
    }

    @Test
    void no_server_is_unreachable() {
        server.close();
        assertThatThrownBy(this::ask).isInstanceOf(Unreachable.class).hasMessageContaining("cannot reach");
    }

    @Test
    void control_characters_of_a_server_do_not_reach_the_terminal() {
        server.then(400, "{\"code\": \"x\", \"detail\": \"a\\u001b[2Jb\"}");
        assertThatThrownBy(this::ask).hasMessageContaining("a?[2Jb");
    }

    @Test
    void a_ca_file_without_certificates_is_refused(@TempDir Path directory) throws Exception {
        Path empty = Files.createFile(directory.resolve("ca.pem"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() ->
                        TouchstoneClient.open(server.address(), Optional.of(empty), "test", InstantSource.system()))
                .withMessageContaining("holds no certificate");
    }
}
