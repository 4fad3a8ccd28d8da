package dev.touchstone.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.agent.tpm.Swtpm;
import dev.touchstone.agent.transport.ScriptedServer;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.log.ima.ImaRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The jar as it is shipped, a software TPM, and a server that follows a script. */
@DisplayName("touchstone-agent")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TouchstoneAgentIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String HOST = "6b1f0f5e-8f0e-4c55-9f7e-0000000000aa";
    private static final byte[] LOG = {1, 2, 3};
    private static final String LOG_DIGEST =
            HashAlgorithm.SHA256.hash(Bytes.of(LOG)).toHex();

    private Swtpm tpm;
    private Path directory;
    private ScriptedServer server;

    @BeforeAll
    void makeTpm(@TempDir Path temporary) throws Exception {
        tpm = Swtpm.start(temporary);
    }

    @AfterAll
    void stopTpm() {
        tpm.close();
    }

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        directory = temporary;
        Files.write(directory.resolve("firmware.log"), LOG);
        server = ScriptedServer.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        assertThat(tpm.run("tpm2_getcap", "handles-transient")).isEmpty();
        assertThat(tpm.run("tpm2_getcap", "handles-loaded-session")).isEmpty();
    }

    private record Outcome(int exitCode, String out, String err) {}

    private Process launch(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                "target/touchstone-agent.jar"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().put("TOUCHSTONE_STATE_DIR", state().toString());
        builder.environment().put("TOUCHSTONE_TPM", tpm.tcti());
        builder.environment()
                .put(
                        "TOUCHSTONE_FIRMWARE_LOG",
                        directory.resolve("firmware.log").toString());
        builder.environment()
                .put(
                        "TOUCHSTONE_USERSPACE_LOG",
                        directory.resolve("userspace.log").toString());
        builder.environment().put("TOUCHSTONE_IMA_LOG", directory.resolve("ima").toString());
        return builder.start();
    }

    private Path state() {
        return directory.resolve("state");
    }

    private Outcome agent(String... arguments) throws Exception {
        Process process = launch(arguments);
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), printed("out"), printed("err"));
    }

    private String printed(String stream) throws IOException {
        return Files.readString(directory.resolve(stream));
    }

    /** Enrols through the script; the credential is made for the AK by tpm2-tools, as soon as it is known. */
    private Outcome enrol(String... more) throws Exception {
        // The first try tells the AK and fails; the second meets a credential for it. The key must be the same.
        server.then(503, "Retry-After", "1");
        List<String> arguments =
                new ArrayList<>(List.of("enroll", "--server", server.address().toString()));
        arguments.addAll(List.of(more));
        Outcome first = agent(arguments.toArray(String[]::new));
        assertThat(first.exitCode()).as(first.err()).isEqualTo(75);
        Bytes secret = Bytes.filled(32, 0x77);
        server.then(201, server.await().credential(tpm, secret)).then(200, ScriptedServer.activated(HOST));
        Outcome second = agent(arguments.toArray(String[]::new));
        assertThat(second.exitCode()).as(second.err()).isZero();
        server.await();
        assertThat(server.await())
                .isEqualTo(new ScriptedServer.Request(
                        "/api/v1/enrollments/" + ScriptedServer.ENROLLMENT + "/activation",
                        "{\"secret\":\"" + secret.toBase64() + "\"}"));
        return second;
    }

    private JsonNode attestation() throws Exception {
        ScriptedServer.Request request = server.await();
        assertThat(request.path()).isEqualTo("/api/v1/attestations");
        return JSON.readTree(request.body());
    }

    @Test
    void enrols_with_the_tpms_certificate_and_claims_only_what_it_was_told_to() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "tst_secret\n");
        Outcome enrolled = enrol("--host", "ams-r12-07", "--label", "site=ams", "--token-file", token.toString());
        assertThat(enrolled.out()).isEqualTo(HOST + " AWAITING_APPROVAL\n");
        assertThat(enrolled.err()).contains("waits for an operator's approval");
        JsonNode first = JSON.readTree(server.requests().getFirst().body());
        JsonNode second = JSON.readTree(server.requests().get(1).body());
        assertThat(second).as("the same key is used again").isEqualTo(first);
        assertThat(first.propertyNames()).containsExactlyInAnyOrder("host", "ek", "ak", "token", "labels");
        assertThat(first.at("/host").asString()).isEqualTo("ams-r12-07");
        assertThat(first.at("/token").asString()).isEqualTo("tst_secret");
        assertThat(first.at("/labels/site").asString()).isEqualTo("ams");
        assertThat(first.at("/ek/certificates").size()).isEqualTo(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state())))
                .isEqualTo("rwx------");
    }

    @Test
    void attests_over_the_servers_nonce_and_selection_and_says_the_verdict() throws Exception {
        enrol();
        server.then(201, ScriptedServer.challenge("opaque", ""))
                .then(200, ScriptedServer.verdict("TRUSTED", "PT5M", ScriptedServer.challenge("next", "")));
        Outcome attested = agent("attest", "--once");
        assertThat(attested.exitCode()).as(attested.err()).isZero();
        assertThat(attested.out()).startsWith("TRUSTED\n");
        assertThat(JSON.readTree(server.await().body()).at("/banks"))
                .isEqualTo(JSON.readTree("[\"sha1\", \"sha256\", \"sha384\"]"));
        JsonNode request = attestation();
        assertThat(request.at("/hostId").asString()).isEqualTo(HOST);
        assertThat(request.at("/challenge").asString()).isEqualTo("opaque");
        assertThat(request.at("/quote/pcrs/sha1").propertyNames()).containsExactly("0", "7");
        assertThat(request.at("/quote/pcrs/sha256").size()).isEqualTo(12);
        assertThat(request.at("/logs/firmware/sha256").asString()).isEqualTo(LOG_DIGEST);
        assertThat(Base64.getDecoder()
                        .decode(request.at("/logs/firmware/content").asString()))
                .isEqualTo(LOG);
        assertThat(request.at("/logs").propertyNames()).containsExactly("firmware");
        checkQuote(request);
    }

    private void checkQuote(JsonNode request) throws Exception {
        Bytes ak = Bytes.of(Files.readAllBytes(state().resolve("ak.pub")));
        ScriptedServer.checkQuote(tpm, ak, request, "opaque");
    }

    @Test
    void names_a_log_the_server_knows_and_sends_it_when_the_server_turns_out_not_to() throws Exception {
        enrol();
        server.then(201, ScriptedServer.challenge("opaque", LOG_DIGEST))
                .then(409, ScriptedServer.problem("log-content-needed"))
                .then(200, ScriptedServer.verdict("TRUSTED", "PT5M", "null"));
        assertThat(agent("attest").exitCode()).isZero();
        server.await();
        JsonNode named = attestation();
        JsonNode whole = attestation();
        assertThat(named.at("/logs/firmware").propertyNames()).containsExactly("sha256");
        assertThat(whole.at("/logs/firmware").propertyNames()).containsExactly("sha256", "content");
        assertThat(whole.at("/quote")).as("the same quote").isEqualTo(named.at("/quote"));
    }

    @Test
    void sends_systemds_log_and_says_when_systemd_marked_it_as_cut() throws Exception {
        enrol();
        Path log = Files.write(directory.resolve("userspace.log"), new byte[] {0x1e, '{', '}', '\n'});
        Files.setAttribute(log, "unix:mode", 01600);
        server.then(201, ScriptedServer.challenge("opaque", LOG_DIGEST))
                .then(200, ScriptedServer.verdict("DRIFTED", "PT5M", "null"));
        Outcome attested = agent("attest");
        assertThat(attested.exitCode()).isEqualTo(10);
        assertThat(attested.out()).isEqualTo("DRIFTED\n  pcr-mismatch: PCR 4 differs, PCR 4, expected aa, actual bb\n");
        server.await();
        JsonNode request = attestation();
        assertThat(request.at("/logs/userspace/content").asString()).isEqualTo("Hnt9Cg==");
        assertThat(request.at("/facts/userspaceLogIncomplete").asBoolean()).isTrue();
    }

    /** IMA's records of files of these names, each with a header that nothing here looks at. */
    private static Bytes records(String... names) {
        Bytes list = Bytes.EMPTY;
        for (String name : names) {
            Bytes data = Bytes.ofUtf8(name);
            Bytes template = Bytes.ofUtf8("ima-ng");
            list = Bytes.concat(
                    list, u32(10), Bytes.filled(20, 1), u32(template.length()), template, u32(data.length()), data);
        }
        return list;
    }

    private static Bytes u32(int value) {
        return Bytes.of((byte) value, (byte) 0, (byte) 0, (byte) 0);
    }

    private void imaList(Bytes content) throws IOException {
        Files.write(directory.resolve("ima"), content.toArray());
    }

    private String boot() throws Exception {
        String clock = tpm.run("tpm2_readclock");
        return clock.replaceAll("(?s).*reset_count: (\\d+)\\s+restart_count: (\\d+).*", "$1.$2");
    }

    private void imaSent(JsonNode request, long from, Bytes content) throws Exception {
        JsonNode ima = request.at("/logs/ima");
        assertThat(ima.at("/boot").asString()).isEqualTo(boot());
        assertThat(ima.at("/from").asLong()).isEqualTo(from);
        assertThat(Bytes.of(Base64.getDecoder().decode(ima.at("/content").asString())))
                .isEqualTo(content);
    }

    @Test
    void sends_the_whole_ima_list_of_the_quoted_boot_unless_told_not_to() throws Exception {
        enrol();
        imaList(records("/init", "/bin/sh"));
        server.then(201, ScriptedServer.challenge("opaque", LOG_DIGEST))
                .then(200, ScriptedServer.verdict("TRUSTED", "PT5M", "null"))
                .then(201, ScriptedServer.challenge("opaque", LOG_DIGEST))
                .then(200, ScriptedServer.verdict("TRUSTED", "PT5M", "null"));
        assertThat(agent("attest").exitCode()).isZero();
        server.await();
        imaSent(attestation(), 0, records("/init", "/bin/sh"));
        assertThat(agent("attest", "--ima-log", "off").exitCode()).isZero();
        server.await();
        JsonNode request = attestation();
        assertThat(request.at("/logs").has("ima")).isFalse();
        assertThat(request.at("/facts").has("imaList")).isFalse();
    }

    @Test
    void sends_of_a_list_the_server_knows_only_the_new_records_and_all_when_asked() throws Exception {
        enrol();
        imaList(records("/init", "/bin/sh", "/bin/ls"));
        server.then(201, ScriptedServer.challenge("opaque", "", boot(), 2))
                .then(409, ScriptedServer.problem("log-content-needed"))
                .then(200, ScriptedServer.verdict("TRUSTED", "PT5M", "null"))
                .then(201, ScriptedServer.challenge("opaque", "", boot(), 3))
                .then(200, ScriptedServer.verdict("TRUSTED", "PT5M", "null"))
                .then(201, ScriptedServer.challenge("opaque", "", boot(), 4))
                .then(200, ScriptedServer.verdict("TRUSTED", "PT5M", "null"));
        agent("attest");
        server.await();
        imaSent(attestation(), 2, records("/bin/ls"));
        imaSent(attestation(), 0, records("/init", "/bin/sh", "/bin/ls"));
        agent("attest");
        server.await();
        imaSent(attestation(), 3, Bytes.EMPTY);
        agent("attest");
        server.await();
        imaSent(attestation(), 0, records("/init", "/bin/sh", "/bin/ls"));
    }

    @Test
    void what_it_sends_of_a_recorded_list_that_grows_leads_to_what_the_tpm_quoted() throws Exception {
        enrol();
        ImaLog recorded = ImaLog.parse(Bytes.of(Files.readAllBytes(Path.of("../deploy/lab/boots/golden/ima.bin"))));
        Bytes pcr = HashAlgorithm.SHA256.zero();
        int sent = 0;
        for (int size : List.of(2, 2, 4)) {
            for (ImaRecord measured : recorded.records().subList(sent, size)) {
                tpm.run(
                        "tpm2_pcrextend",
                        "10:sha1=" + measured.templateHash(HashAlgorithm.SHA1) + ",sha256="
                                + measured.templateHash(HashAlgorithm.SHA256));
            }
            imaList(recorded.raw().slice(0, recorded.offset(size)));
            server.then(201, ScriptedServer.challenge("opaque", LOG_DIGEST, boot(), sent))
                    .then(200, ScriptedServer.verdict("TRUSTED", "PT5M", "null"));
            assertThat(agent("attest").exitCode()).isZero();
            server.await();
            JsonNode request = attestation();
            imaSent(request, sent, recorded.raw().slice(recorded.offset(sent), recorded.offset(size)));
            for (ImaRecord bound : recorded.records().subList(sent, size)) {
                pcr = HashAlgorithm.SHA256.extend(pcr, bound.templateHash(HashAlgorithm.SHA256));
            }
            assertThat(request.at("/quote/pcrs/sha256/10").asString()).isEqualTo(pcr.toHex());
            sent = size;
        }
    }

    @Test
    void sends_the_whole_list_after_a_rejection_whatever_the_server_knows() throws Exception {
        enrol();
        imaList(records("/init"));
        server.then(201, ScriptedServer.challenge("one", LOG_DIGEST, boot(), 1))
                .then(
                        200,
                        ScriptedServer.verdict(
                                "REJECTED", "PT1S", ScriptedServer.challenge("two", LOG_DIGEST, boot(), 1)))
                .then(
                        200,
                        ScriptedServer.verdict(
                                "TRUSTED", "PT1S", ScriptedServer.challenge("three", LOG_DIGEST, boot(), 1)))
                .then(200, ScriptedServer.verdict("TRUSTED", "PT1H", "null"));
        Process running = launch("run");
        server.await();
        imaSent(attestation(), 1, Bytes.EMPTY);
        JsonNode second = attestation();
        imaSent(second, 0, records("/init"));
        assertThat(second.at("/logs/firmware").has("content")).isFalse();
        imaSent(attestation(), 1, Bytes.EMPTY);
        running.destroy();
        assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void attests_without_a_list_that_is_not_there_or_too_large_and_says_why() throws Exception {
        enrol();
        server.then(201, ScriptedServer.challenge("opaque", LOG_DIGEST))
                .then(200, ScriptedServer.verdict("TRUSTED", "PT5M", "null"))
                .then(201, ScriptedServer.challenge("opaque", LOG_DIGEST))
                .then(413, ScriptedServer.problem("ima-list-too-large"))
                .then(200, ScriptedServer.verdict("TRUSTED", "PT5M", "null"))
                .then(201, ScriptedServer.challenge("opaque", LOG_DIGEST))
                .then(200, ScriptedServer.verdict("TRUSTED", "PT5M", "null"));
        assertThat(agent("attest").exitCode()).isZero();
        server.await();
        JsonNode absent = attestation();
        assertThat(absent.at("/logs").has("ima")).isFalse();
        assertThat(absent.at("/facts/imaList").asString()).startsWith("there is none at ");
        imaList(records("/init"));
        assertThat(agent("attest").exitCode()).isZero();
        server.await();
        assertThat(attestation().at("/logs").has("ima")).isTrue();
        JsonNode refused = attestation();
        assertThat(refused.at("/logs").has("ima")).isFalse();
        assertThat(refused.at("/facts/imaList").asString()).isEqualTo("the server takes none of its size");
        imaList(Bytes.filled((16 << 20) + 1, 0));
        assertThat(agent("attest").exitCode()).isZero();
        server.await();
        JsonNode large = attestation();
        assertThat(large.at("/logs").has("ima")).isFalse();
        assertThat(large.at("/facts/imaList").asString()).endsWith("has more than 16777216 bytes");
    }

    @Test
    void a_list_it_cannot_read_goes_as_it_is() throws Exception {
        enrol();
        imaList(Bytes.of((byte) 9));
        server.then(201, ScriptedServer.challenge("opaque", LOG_DIGEST, boot(), 1))
                .then(200, ScriptedServer.verdict("REJECTED", "PT5M", "null"));
        agent("attest");
        server.await();
        imaSent(attestation(), 0, Bytes.of((byte) 9));
    }

    @Test
    void a_dry_run_prints_the_request_and_sends_nothing_but_for_the_challenge() throws Exception {
        enrol();
        server.then(201, ScriptedServer.challenge("opaque", ""));
        Outcome dry = agent("attest", "--dry-run");
        assertThat(dry.exitCode()).as(dry.err()).isZero();
        checkQuote(JSON.readTree(dry.out()));
        assertThat(server.requests().getLast().path()).isEqualTo("/api/v1/challenges");
    }

    @Test
    void asks_for_another_challenge_when_one_was_used_but_not_for_ever() throws Exception {
        enrol();
        server.then(201, ScriptedServer.challenge("first", ""))
                .then(409, ScriptedServer.problem("challenge-used"))
                .then(201, ScriptedServer.challenge("second", ""))
                .then(410, ScriptedServer.problem("challenge-expired"));
        Outcome attested = agent("attest");
        assertThat(attested.exitCode()).isEqualTo(1);
        assertThat(attested.err()).contains("takes none of its own challenges");
    }

    @Test
    void exit_codes_tell_a_refusal_from_an_outage() throws Exception {
        enrol();
        Map<Integer, Integer> expected = Map.of(401, 4, 403, 4, 422, 4, 400, 1, 404, 1, 302, 1, 429, 75, 503, 75);
        Map<Integer, Integer> actual = new HashMap<>();
        for (int status : expected.keySet()) {
            server.then(status, ScriptedServer.problem("some-code"));
            actual.put(status, agent("attest").exitCode());
        }
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void exit_codes_tell_no_server_no_tpm_and_wrong_usage_apart() throws Exception {
        assertThat(agent("attest").exitCode()).as("not enrolled").isEqualTo(1);
        assertThat(printed("err")).contains("run 'touchstone-agent enroll'");
        enrol();
        server.close();
        assertThat(agent("attest").exitCode()).isEqualTo(6);
        assertThat(agent("attest", "--tpm", "/dev/tpm-none").exitCode()).isEqualTo(1);
        assertThat(agent("attest", "--tpm", "nonsense").exitCode()).isEqualTo(2);
        assertThat(agent("attest", "--server", "http://touchstone.example").exitCode())
                .isEqualTo(2);
        assertThat(printed("err")).contains("plain http is for loopback only");
        assertThat(agent("nonsense").exitCode()).isEqualTo(2);
        assertThat(agent().exitCode()).as("no command").isEqualTo(2);
        assertThat(agent("--help").exitCode()).isZero();
        assertThat(agent("--version").out()).startsWith("touchstone-agent 0.");
    }

    @Test
    void says_that_the_key_is_lost_when_the_tpm_was_cleared_and_enrols_with_a_new_one(@TempDir Path elsewhere)
            throws Exception {
        try (Swtpm cleared = Swtpm.start(elsewhere)) {
            Swtpm usual = tpm;
            tpm = cleared;
            try {
                enrol();
                Bytes before = Bytes.of(Files.readAllBytes(state().resolve("ak.pub")));
                cleared.run("tpm2_clear", "-c", "p");
                server.then(201, ScriptedServer.challenge("opaque", ""));
                Outcome attested = agent("attest");
                assertThat(attested.exitCode()).isEqualTo(1);
                assertThat(attested.err())
                        .contains("The TPM was cleared or replaced")
                        .contains("enroll' again");
                server.await();
                assertThat(enrol().exitCode()).isZero();
                assertThat(Bytes.of(Files.readAllBytes(state().resolve("ak.pub"))))
                        .isNotEqualTo(before);
            } finally {
                tpm = usual;
            }
        }
    }

    @Test
    void enrols_again_with_the_key_it_has() throws Exception {
        enrol();
        byte[] before = Files.readAllBytes(state().resolve("ak.pub"));
        assertThat(enrol().exitCode()).isZero();
        assertThat(Files.readAllBytes(state().resolve("ak.pub"))).isEqualTo(before);
    }

    @Test
    void shows_its_status_in_words_and_in_json() throws Exception {
        enrol();
        server.then(201, ScriptedServer.challenge("opaque", ""))
                .then(200, ScriptedServer.verdict("DRIFTED", "PT5M", "null"));
        agent("attest");
        Outcome words = agent("status");
        assertThat(words.exitCode()).isZero();
        assertThat(words.out())
                .contains("host id  " + HOST)
                .contains("AWAITING_APPROVAL when it enrolled")
                .contains("DRIFTED at")
                .contains("IBM SW")
                .contains("banks sha1 sha256 sha384");
        JsonNode json = JSON.readTree(agent("status", "-o", "json").out());
        assertThat(json.at("/enrolment/hostId").asString()).isEqualTo(HOST);
        assertThat(json.at("/last/verdict").asString()).isEqualTo("DRIFTED");
        assertThat(json.at("/tpm/manufacturer").asString()).isEqualTo("IBM");
    }

    @Test
    void keeps_attesting_with_the_challenge_it_was_given_through_outages_until_sigterm() throws Exception {
        enrol();
        server.then(201, ScriptedServer.challenge("one", ""))
                .then(200, ScriptedServer.verdict("TRUSTED", "PT1S", ScriptedServer.challenge("two", LOG_DIGEST)))
                .then(200, ScriptedServer.verdict("TRUSTED", "PT1S", ScriptedServer.challenge("three", LOG_DIGEST)))
                .then(503, "Retry-After", "1")
                .then(410, ScriptedServer.problem("challenge-expired"))
                .then(201, ScriptedServer.challenge("four", LOG_DIGEST))
                .then(200, ScriptedServer.verdict("TRUSTED", "PT1H", ScriptedServer.challenge("five", "")));
        Process running = launch("run");
        assertThat(server.await().path()).isEqualTo("/api/v1/challenges");
        for (String challenge : List.of("one", "two", "three", "three")) {
            assertThat(attestation().at("/challenge").asString()).isEqualTo(challenge);
        }
        assertThat(server.await().path()).isEqualTo("/api/v1/challenges");
        assertThat(attestation().at("/challenge").asString()).isEqualTo("four");
        awaitLines(3);
        long asked = System.nanoTime();
        running.destroy();
        assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked)).isLessThan(2_000);
        assertThat(running.exitValue()).isEqualTo(143);
        assertThat(printed("err")).contains("answered 503").contains("again in 1.");
        assertThat(printed("out").lines()).allMatch(line -> line.contains("TRUSTED") || line.startsWith("  "));
    }

    /** Verdicts are printed after the answer; wait for them by reading, not by the clock. */
    private void awaitLines(int verdicts) throws Exception {
        for (int attempt = 0; attempt < 500; attempt++) {
            if (printed("out").lines().filter(line -> line.contains("TRUSTED")).count() >= verdicts) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError("no " + verdicts + " verdicts: " + printed("out") + printed("err"));
    }

    @Test
    void ends_the_daemon_when_only_enrolling_again_can_help() throws Exception {
        assertThat(agent("run").exitCode()).isEqualTo(1);
        enrol();
        Files.delete(state().resolve("ak.priv"));
        server.then(201, ScriptedServer.challenge("one", ""));
        Outcome run = agent("run");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("the attestation key is gone");
    }
}
