package dev.touchstone.server.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.image.LabImage;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.change.PeopleTest;
import dev.touchstone.server.change.Persons;
import dev.touchstone.server.change.Persons.Somebody;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.TestHost;
import dev.touchstone.server.job.FinishedJobs;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/**
 * A fleet's first weeks, through the API alone: two hardware models and one image, baselines, the next image predicted
 * before any host boots it, and everything that can go otherwise. The walk-through of {@code docs/rollout.md} is this
 * test told to people.
 */
@PeopleTest
@Import(FinishedJobs.class)
class RolloutScenarioIT {

    private static final LabImage V1 = new LabImage("1", "kernel 6.12.1", "initrd 1");
    private static final LabImage V2 = new LabImage("2", "kernel 6.12.2", "initrd 2");
    private static final LabImage V2_ALTERED = new LabImage("2", "kernel 6.12.2", "initrd 2 and more");
    private static final String LINE_1 = "root=/dev/vda2 ro";
    private static final String LINE_2 = "root=/dev/vda2 ro lockdown=integrity";

    private final Fleet fleet;
    private final Persons persons;
    private final FinishedJobs jobs;
    private final String name = Fleet.newName("fleet");
    private final Map<String, TestHost> hosts = new LinkedHashMap<>();

    RolloutScenarioIT(Fleet fleet, Persons persons, FinishedJobs jobs) {
        this.fleet = fleet;
        this.persons = persons;
        this.jobs = jobs;
    }

    private Somebody ann() {
        return persons.approvers().get(0);
    }

    private Somebody ben() {
        return persons.approvers().get(1);
    }

    private TestServer server() {
        return fleet.server();
    }

    private static Machine machine(String model) {
        Machine machine = new Machine(HashAlgorithm.SHA1, HashAlgorithm.SHA256);
        for (int pcr : new int[] {0, 1, 2, 3, 6, 7}) {
            machine.firmware(pcr, model + " measures into " + pcr);
        }
        return machine;
    }

    private void enrol(String host, String model) {
        LabTpm tpm = fleet.vacate(LabTpm.named("rollout-" + host));
        String called = name + "-" + host;
        fleet.trustLab();
        fleet.pin(tpm, called, Map.of("fleet", name, "model", model));
        TestHost enrolled = new TestHost(server(), tpm, tpm.persist(tpm.newAk()), called);
        enrolled.enrol();
        hosts.put(host, enrolled);
    }

    private static String model(String host) {
        return host.substring(0, 1);
    }

    private JsonNode boots(String host, String model, LabImage image, String line) {
        TestHost of = host(host);
        of.tpm().boot(image.bootOn(machine(model), line));
        return of.attest();
    }

    private TestHost host(String name) {
        TestHost host = hosts.get(name);
        assertThat(host).isNotNull();
        return Objects.requireNonNull(host);
    }

    private static String verdict(JsonNode answer) {
        return answer.path("verdict").asString();
    }

    private JsonNode stored(JsonNode answer) {
        return server().get("/api/v1/attestations/" + answer.path("attestation").asString())
                .json();
    }

    private JsonNode done(Answer begun) {
        JsonNode done = jobs.of(begun);
        assertThat(FinishedJobs.state(done)).as(done.toString()).isEqualTo("done");
        return done;
    }

    private String baseline(Map<String, String> labels) {
        return done(ann().post("/api/v1/baselines", Map.of("labels", labels)))
                .path("id")
                .asString();
    }

    private void draft(String baseline, String set, Map<String, String> selector, List<Integer> components) {
        Map<String, String> matches = new HashMap<>();
        components.forEach(c -> matches.put(Integer.toString(c), "sequence"));
        Answer drafted = ann().post(
                        "/api/v1/baselines/" + baseline + "/drafts",
                        Map.of("name", set, "selector", selector, "components", matches));
        assertThat(drafted.status()).as(drafted.body()).isEqualTo(201);
    }

    private static String path(String set, int version) {
        return "/api/v1/reference-sets/" + set + "/versions/" + version;
    }

    private void approved(String set, int version) {
        Answer proposed = ann().post(path(set, version) + "/proposal", Map.of());
        assertThat(proposed.status()).as(proposed.body()).isEqualTo(200);
        String shown = ben().get(path(set, version)).header("ETag");
        Answer approved = ben().post(path(set, version) + "/approval", Map.of(), "If-Match", shown);
        assertThat(approved.status()).as(approved.body()).isEqualTo(200);
    }

    private List<Integer> numbers(String baseline) {
        List<Integer> numbers = new ArrayList<>();
        server().get("/api/v1/baselines/" + baseline)
                .json()
                .path("parts")
                .forEach(part -> numbers.add(part.path("component").asInt()));
        return numbers;
    }

    private void baselines() {
        String image = baseline(Map.of("fleet", name));
        for (String model : List.of("a", "b")) {
            String platform = baseline(Map.of("fleet", name, "model", model));
            String set = name + "-model-" + model;
            draft(platform, set, Map.of("fleet", name, "model", model), List.of(0, 20, 300));
            approved(set, 1);
        }
        List<Integer> rest = numbers(image).stream().filter(n -> n > 300).toList();
        draft(image, name + "-os", Map.of("fleet", name), rest);
        approved(name + "-os", 1);
    }

    /** Predicts the next image from its file, and drafts the version of the set that it makes. */
    private void predicted(LabImage image, String line) {
        Answer added = ann().server()
                .withScopes("operator")
                .send(
                        "POST",
                        "/api/v1/images?name=lab-2.efi&label=lab-os%202",
                        BodyPublishers.ofByteArray(image.file().toArray()),
                        "Content-Type",
                        "application/octet-stream");
        assertThat(added.status()).as(added.body()).isIn(200, 201);
        List<Object> components = new ArrayList<>();
        JsonNode parts = added.json().path("description").path("parts");
        parts.path(0).path("components").forEach(component -> {
            int number = component.path("number").asInt();
            if (number != 460 && number != 490) {
                components.add(component);
            }
        });
        components.add(passed(line));
        Answer drafted =
                ann().post("/api/v1/reference-sets", Map.of("name", name + "-os", "base", 1, "components", components));
        assertThat(drafted.status()).as(drafted.body()).isEqualTo(201);
    }

    private static Map<String, Object> passed(String line) {
        String digest = HashAlgorithm.SHA256
                .hash(Bytes.of((line + "\0").getBytes(StandardCharsets.UTF_16LE)))
                .toHex();
        Map<String, Object> measured =
                Map.of("pcr", 12, "digests", Map.of("sha256", digest), "text", "command line " + line);
        return Map.of(
                "number",
                460,
                "name",
                "passed-command-line",
                "variants",
                List.of(Map.of("label", line, "records", List.of(measured))));
    }

    @Test
    void a_fleet_rolls_out_an_image_without_an_alarm_and_shows_whoever_did_otherwise() {
        List.of("a1", "a2", "a3", "b1", "b2").forEach(host -> enrol(host, model(host)));
        for (String host : List.copyOf(hosts.keySet())) {
            assertThat(verdict(boots(host, "model " + model(host), V1, LINE_1))).isEqualTo("PENDING");
        }

        baselines();
        hosts.values().forEach(host -> assertThat(verdict(host.attest())).isEqualTo("TRUSTED"));
        assertThat(verdict(boots("b2", "model b, other firmware", V1, LINE_1))).isEqualTo("DRIFTED");

        predicted(V2, LINE_2);
        String os = name + "-os";
        assertThat(ben().get(path(os, 2) + "/diff").json().path("components").toString())
                .contains("410-kernel", "440-initrd", "460-passed-command-line");
        JsonNode dryRun = done(ann().post(path(os, 2) + "/dry-run", Map.of()));
        foreseen(dryRun.path("id").asString());

        assertThat(ann().post(path(os, 2) + "/proposal", Map.of()).status()).isEqualTo(200);
        Answer own = ann().post(path(os, 2) + "/approval", Map.of());
        assertThat(own.code()).isEqualTo("approver-is-author");
        Answer approved = ben().post(
                        path(os, 2) + "/approval",
                        Map.of(),
                        "If-Match",
                        ben().get(path(os, 2)).header("ETag"));
        assertThat(approved.status()).as(approved.body()).isEqualTo(200);

        int alarms = openClusters();
        assertThat(verdict(boots("a1", "model a", V2, LINE_2))).isEqualTo("TRUSTED");
        assertThat(verdict(boots("b1", "model b", V2, LINE_2))).isEqualTo("TRUSTED");
        assertThat(openClusters()).isEqualTo(alarms);
        JsonNode progress = ben().get(path(os, 2) + "/rollout").json();
        assertThat(progress.path("expected").asInt()).isEqualTo(5);
        assertThat(progress.path("asPredicted").asInt()).isEqualTo(2);
        assertThat(progress.path("older").asInt()).isEqualTo(2);
        assertThat(progress.path("other").asInt()).isEqualTo(1);

        JsonNode altered = boots("a2", "model a", V2_ALTERED, LINE_2);
        assertThat(verdict(altered)).isEqualTo("DRIFTED");
        String words = stored(altered).path("notes").path(0).path("summary").asString();
        assertThat(words)
                .startsWith("Different: kernel-image, initrd. The same:")
                .contains(" kernel,");

        JsonNode mixed = boots("a3", "model a", V1, LINE_2);
        assertThat(verdict(mixed)).isEqualTo("DRIFTED");
        assertThat(mixed.path("reasons").path(0).path("code").asString()).isEqualTo("bundle-mixed");

        assertThat(ben().get(path(os, 2) + "/pcrlock").header("Content-Type")).isEqualTo("application/zip");
        Answer retired = ann().post(path(os, 1) + "/retirement", Map.of());
        assertThat(retired.status()).as(retired.body()).isIn(200, 202);
        JsonNode back = boots("b1", "model b", V1, LINE_1);
        assertThat(verdict(back)).isEqualTo("DRIFTED");
        assertThat(back.path("reasons").path(0).path("code").asString()).isEqualTo("version-retired");
        assertThat(verdict(boots("b1", "model b", V2, LINE_2))).isEqualTo("TRUSTED");
    }

    private int openClusters() {
        JsonNode open = ben().get("/api/v1/drift/clusters?state=open").json().path("clusters");
        assertThat(open.isArray()).isTrue();
        return open.size();
    }

    /** All but the host with other firmware will be green once they have rebooted, and it is said why it will not. */
    private void foreseen(String dryRun) {
        Map<String, String> after = new HashMap<>();
        server().get("/api/v1/jobs/" + dryRun + "/hosts?limit=500")
                .json()
                .path("hosts")
                .forEach(host -> {
                    if (host.path("host").asString().startsWith(name)) {
                        after.put(
                                host.path("host").asString().substring(name.length() + 1),
                                host.path("afterRollout").asString());
                        assertThat(host.path("outcome").asString()).isEqualTo("stays");
                    }
                });
        assertThat(after)
                .isEqualTo(Map.of("a1", "TRUSTED", "a2", "TRUSTED", "a3", "TRUSTED", "b1", "TRUSTED", "b2", "DRIFTED"));
    }
}
