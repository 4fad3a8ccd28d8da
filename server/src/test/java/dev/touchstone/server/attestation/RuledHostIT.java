package dev.touchstone.server.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.ImaList;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.Submission;
import dev.touchstone.server.host.TestHost;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Hosts judged by rules besides digests: what they read is at hand, however little a host sends. */
@FleetTest
class RuledHostIT {

    private final Fleet fleet;
    private final LabTpm tpm = LabTpm.named("a");

    RuledHostIT(Fleet fleet) {
        this.fleet = fleet;
    }

    /** A host whose boot is golden. */
    private TestHost booted(String commandLine) {
        fleet.trustLab();
        TestHost fresh = fleet.pinned(tpm.boot(Machine.booted(commandLine)));
        TestHost host = fresh.with(tpm.persist(fresh.ak()));
        host.becomeTrusted(fleet);
        return host;
    }

    private Answer draft(String set, TestHost host, List<Map<String, Object>> rules) {
        Map<String, Object> variant = Map.of("label", "rules", "match", "rules", "rules", rules);
        Map<String, Object> component = Map.of("number", 850, "name", "rules", "variants", List.of(variant));
        return fleet.server()
                .post(
                        "/api/v1/reference-sets",
                        Map.of(
                                "name", set,
                                "selector", Map.of("test", host.name()),
                                "components", List.of(component)));
    }

    private void judge(TestHost host, List<Map<String, Object>> rules) {
        String set = Fleet.newName("rules");
        Answer drafted = draft(set, host, rules);
        assertThat(drafted.status()).as(drafted.body()).isEqualTo(201);
        fleet.approve(set, 1);
    }

    private String allow(String... paths) {
        String name = Fleet.newName("files");
        String list = Arrays.stream(paths)
                .map(path -> HashAlgorithm.SHA256.hash(Bytes.ofUtf8(path)) + "  " + path + "\n")
                .collect(Collectors.joining());
        Answer added = fleet.server()
                .send(
                        "POST",
                        "/api/v1/digest-lists?name=" + name,
                        BodyPublishers.ofString(list),
                        "Content-Type",
                        "text/plain");
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        return name;
    }

    private static Map<String, Object> files(String list) {
        return Map.of("rule", "ima-files", "lists", List.of(Map.of("list", list, "version", 1)));
    }

    private static JsonNode sent(TestHost host, long from, Bytes records) {
        Submission submission = host.submission();
        return submission.ima(submission.boot(), from, records).accepted();
    }

    private static void trusted(JsonNode answer) {
        assertThat(answer.path("verdict").asString()).as(answer.toString()).isEqualTo("TRUSTED");
    }

    private static void failed(JsonNode answer, String what) {
        assertThat(answer.path("verdict").asString()).as(answer.toString()).isEqualTo("DRIFTED");
        assertThat(answer.path("reasons"))
                .as(answer.toString())
                .anyMatch(r -> r.path("code").asString().equals("rule-failed")
                        && r.toString().contains(what));
    }

    private JsonNode again(JsonNode answer) {
        String path = "/api/v1/attestations/" + answer.path("attestation").asString() + "/re-appraisal";
        return fleet.server().post(path, Map.of()).json();
    }

    @Test
    void a_forbidden_argument_on_a_golden_command_line_is_drift() {
        Map<String, Object> rule = Map.of("rule", "command-line-arguments", "forbidden", List.of("init"));
        TestHost good = booted("quiet");
        judge(good, List.of(rule));
        trusted(good.attest());
        TestHost bad = booted("quiet init=/bin/sh");
        judge(bad, List.of(rule));
        failed(bad.attest(), "init");
    }

    @Test
    void the_whole_list_is_judged_though_only_what_is_new_of_it_is_sent() {
        TestHost host = booted("quiet");
        judge(host, List.of(files(allow("/bin/a", "/bin/b", "/bin/c"))));
        failed(host.attest(), "no measurement list");
        ImaList list = new ImaList(tpm).files("/bin/a", "/bin/b");
        trusted(sent(host, 0, list.from(0)));
        list.files("/bin/c");
        JsonNode grown = sent(host, 2, list.from(2));
        trusted(grown);
        trusted(again(grown));
        trusted(sent(host, 3, Bytes.EMPTY));
    }

    @Test
    void an_unlisted_file_is_drift_and_is_not_forgotten_by_sending_less_later() {
        TestHost host = booted("quiet");
        judge(host, List.of(files(allow("/bin/a", "/bin/b"))));
        ImaList list = new ImaList(tpm).files("/bin/a");
        trusted(sent(host, 0, list.from(0)));
        list.files("/bin/evil");
        failed(sent(host, 1, list.from(1)), "/bin/evil");
        JsonNode silent = sent(host, 2, Bytes.EMPTY);
        failed(silent, "/bin/evil");
        failed(again(silent), "/bin/evil");
        list.files("/bin/b");
        failed(sent(host, 2, list.from(2)), "/bin/evil");
    }

    @Test
    void a_condition_is_taken_and_one_of_a_wrong_type_refused_with_its_place() {
        TestHost host = booted("quiet");
        judge(host, List.of(condition("facts.commandLines.complete")));
        trusted(host.attest());
        Answer refused = draft(Fleet.newName("rules"), host, List.of(condition("true &&\n facts.phases == 7")));
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("expression-invalid");
        assertThat(refused.body()).contains("Line 2, column");
    }

    private static Map<String, Object> condition(String expression) {
        return Map.of("rule", "expression", "name", "one", "expression", expression, "text", "It is so.");
    }

    @Test
    void a_list_that_is_not_there_is_no_rule() {
        TestHost host = booted("quiet");
        Answer refused = draft(Fleet.newName("rules"), host, List.of(files("no-such-list")));
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("rule-invalid");
    }
}
