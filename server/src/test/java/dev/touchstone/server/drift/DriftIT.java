package dev.touchstone.server.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.reference.Capture;
import dev.touchstone.reference.Component;
import dev.touchstone.reference.Variant;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.TestHost;
import dev.touchstone.server.reference.ComponentJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What can be done about drift, with evidence of real TPMs. */
@FleetTest
class DriftIT {

    private static final int OWN = 800;

    private final Fleet fleet;
    private final JdbcClient jdbc;
    private final ComponentJson components;
    private final JsonMapper json;
    private final Drifting drifting;
    private final String other = Fleet.newName("other");

    DriftIT(Fleet fleet, JdbcClient jdbc, ComponentJson components, JsonMapper json) {
        this.fleet = fleet;
        this.jdbc = jdbc;
        this.components = components;
        this.json = json;
        this.drifting = new Drifting(fleet, jdbc);
    }

    @BeforeEach
    void trust() {
        LabTpm.named("a");
        fleet.trustLab();
    }

    private TestHost booted(String tpm, Machine machine) {
        LabTpm device = LabTpm.named(tpm).boot(machine);
        TestHost fresh = fleet.pinned(device);
        return fresh.with(device.persist(fresh.ak()));
    }

    private static UUID attested(TestHost host, String verdict) {
        JsonNode answer = host.attest();
        assertThat(answer.path("verdict").asString()).as(answer.toString()).isEqualTo(verdict);
        return UUID.fromString(answer.path("attestation").asString());
    }

    private String trusted(TestHost host) {
        String set = fleet.golden(attested(host, "PENDING"), host.name());
        attested(host, "TRUSTED");
        return set;
    }

    @Test
    void a_cluster_says_what_differs_and_what_does_not() {
        TestHost host = booted("a", Machine.booted("quiet"));
        trusted(host);
        host.tpm().boot(Machine.booted(other));
        attested(host, "DRIFTED");
        JsonNode cluster = drifting.cluster(drifting.clusterOf(host));
        assertThat(cluster.path("state").asString()).isEqualTo("open");
        assertThat(cluster.path("hosts").asLong()).isEqualTo(1);
        assertThat(cluster.path("differing").path(0).asString()).isEqualTo("460-passed-command-line");
        assertThat(cluster.path("same").size()).isEqualTo(8);
        assertThat(cluster.path("pcr7Differs").asBoolean(true)).isFalse();
        assertThat(cluster.path("grave").isEmpty()).isTrue();
        assertThat(cluster.path("announced").asBoolean(true)).isFalse();
        assertThat(cluster.path("dbx").path("same").asLong()).isEqualTo(1);
        assertThat(cluster.path("sampleHost").asString()).isEqualTo(host.id().toString());
        assertThat(cluster.path("bootedFrom").isMissingNode()).isFalse();
        assertThat(cluster.path("labels").path("only").path("test").asString()).isEqualTo(host.name());
        JsonNode page = fleet.server()
                .get("/api/v1/drift/clusters/" + cluster.path("id").asLong() + "/hosts")
                .json();
        assertThat(page.path("hosts").path(0).path("host").asString()).isEqualTo(host.name());
        JsonNode list = fleet.server().get("/api/v1/drift/clusters?limit=1").json();
        assertThat(list.path("clusters").path(0).path("id").asLong())
                .isEqualTo(cluster.path("id").asLong());
        assertThat(fleet.server().get("/api/v1/drift/clusters?state=ajar").code())
                .isEqualTo("state-invalid");
        assertThat(fleet.server().get("/api/v1/drift/clusters/999999").status()).isEqualTo(404);
    }

    @Test
    void a_cluster_becomes_the_next_version_of_the_set_that_owns_what_differs() {
        TestHost host = booted("a", Machine.booted("quiet"));
        String set = trusted(host);
        host.tpm().boot(Machine.booted(other));
        attested(host, "DRIFTED");
        long cluster = drifting.clusterOf(host);
        assertThat(drifting.post(cluster, "change", Map.of("set", "another")).code())
                .isEqualTo("drift-other-set");
        Answer drafted = drifting.post(cluster, "change", Map.of("set", set));
        assertThat(drafted.status()).as(drafted.body()).isEqualTo(201);
        assertThat(drafted.json().path("version").asInt()).isEqualTo(2);
        assertThat(drafted.json().path("components").path(0).asString()).isEqualTo("460-passed-command-line");
        assertThat(drifting.cluster(cluster).path("change").asString()).isEqualTo(set + "@2");
        attested(host, "DRIFTED");
        fleet.approve(set, 2);
        attested(host, "TRUSTED");
        assertThat(drifting.cluster(cluster).path("state").asString()).isEqualTo("closed");
        host.tpm().boot(Machine.booted("quiet"));
        attested(host, "TRUSTED");
        assertThat(drifting.post(cluster, "change", Map.of()).code()).isEqualTo("drift-closed");
    }

    @Test
    void what_two_sets_own_is_not_drafted_into_one() {
        TestHost host = booted("a", Machine.booted("quiet"));
        UUID shown = attested(host, "PENDING");
        for (List<Integer> pcrs : List.of(List.of(0, 1, 2, 3, 6), List.of(4, 5, 9, 12))) {
            String set = Fleet.newName("set");
            fleet.server()
                    .post(
                            "/api/v1/reference-sets",
                            Map.of(
                                    "name", set,
                                    "captureFrom", shown,
                                    "pcrs", pcrs,
                                    "selector", Map.of("test", host.name())));
            fleet.approve(set, 1);
        }
        attested(host, "TRUSTED");
        host.tpm().boot(Machine.booted(other).firmware(0, other));
        attested(host, "DRIFTED");
        Answer refused = drifting.post(drifting.clusterOf(host), "change", Map.of());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("drift-of-several-sets");
    }

    @Test
    void of_an_announced_boot_nobody_is_told_and_it_is_drifted_until_approved() {
        TestHost scout = booted("a", Machine.booted("quiet"));
        trusted(scout);
        scout.tpm().boot(Machine.booted(other));
        UUID next = attested(scout, "DRIFTED");
        long told = drifting.clusterOf(scout);
        assertThat(drifting.isNoted(told)).isTrue();
        scout.tpm().boot(Machine.booted("quiet"));
        attested(scout, "TRUSTED");

        TestHost host = booted("b", Machine.booted("quiet"));
        String set = trusted(host);
        fleet.capture(set, next, Map.of("test", host.name()));
        String version = "/api/v1/reference-sets/" + set + "/versions/2";
        assertThat(fleet.server().post(version + "/proposal", Map.of()).status())
                .isEqualTo(200);
        host.tpm().boot(Machine.booted(other));
        attested(host, "DRIFTED");
        long cluster = drifting.clusterOf(host);
        assertThat(cluster).isNotEqualTo(told);
        assertThat(drifting.cluster(cluster).path("announced").asBoolean()).isTrue();
        assertThat(drifting.cluster(cluster).path("announcements").path(0).asString())
                .isEqualTo(set + "@2");
        assertThat(drifting.isNoted(cluster)).isFalse();

        scout.tpm().boot(Machine.booted(other));
        attested(scout, "DRIFTED");
        assertThat(drifting.clusterOf(scout)).isEqualTo(cluster);
        assertThat(drifting.isNoted(cluster))
                .as("nobody announced it for that one")
                .isTrue();
    }

    private static Machine withInitrd(String kernel, String initrd) {
        Machine machine = Machine.ofBothBanks();
        List.of(0, 1, 2, 3, 6, 7).forEach(pcr -> machine.firmware(pcr, "firmware " + pcr));
        return machine.firmware(4, kernel).firmware(9, initrd);
    }

    /** Makes golden for a host that its initrd is its own. */
    private String goldenWithOwnInitrd(TestHost host) {
        String set = Fleet.newName("set");
        var boot = withInitrd("kernel", "any").boot();
        List<Component> all = new ArrayList<>(Capture.of(boot, "golden", List.of(0, 4, 7)));
        all.add(new Component(
                OWN,
                "initrd",
                List.of(new Variant.HostUnique(
                        "own initrd", Variant.OWN_BUNDLE, List.of(new Variant.Slot(9, "the host's initrd"))))));
        String content = json.writeValueAsString(components.views(all));
        jdbc.sql("insert into reference_set (name, created_at, created_by) values (?, now(), 'test')")
                .param(set)
                .update();
        jdbc.sql("""
                insert into reference_version (set_name, number, state, selector, components, content_sha256, provenance,
                    author, created_at)
                values (?, 1, 'draft', ?::jsonb, ?::jsonb, ?, '{}', 'test', now())""")
                .params(
                        set,
                        json.writeValueAsString(Map.of("test", host.name())),
                        content,
                        HashAlgorithm.SHA256.hash(Bytes.ofUtf8(content)).toArray())
                .update();
        return fleet.approve(set, 1);
    }

    @Test
    void hosts_with_initrds_of_their_own_share_a_cluster_when_their_kernel_differs() {
        List<TestHost> hosts =
                List.of(booted("a", withInitrd("kernel", "initrd a")), booted("b", withInitrd("kernel", "initrd b")));
        hosts.forEach(this::goldenWithOwnInitrd);
        hosts.forEach(host -> attested(host, "DRIFTED"));
        long unaccepted = drifting.clusterOf(hosts.getFirst());
        assertThat(drifting.clusterOf(hosts.getLast())).isEqualTo(unaccepted);
        assertThat(drifting.post(unaccepted, "change", Map.of()).code()).isEqualTo("drift-host-unique");
        assertThat(drifting.post(unaccepted, "acceptance", Map.of("component", 400))
                        .code())
                .isEqualTo("drift-not-host-unique");
        Answer accepted = drifting.post(unaccepted, "acceptance", Map.of("component", OWN));
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        hosts.forEach(host -> attested(host, "DRIFTED"));
        drifting.approve(accepted.header("Location"));
        hosts.forEach(host -> attested(host, "TRUSTED"));

        hosts.getFirst().tpm().boot(withInitrd(other, "new initrd a"));
        hosts.getLast().tpm().boot(withInitrd(other, "new initrd b"));
        hosts.forEach(host -> attested(host, "DRIFTED"));
        long cluster = drifting.clusterOf(hosts.getFirst());
        assertThat(drifting.clusterOf(hosts.getLast())).isEqualTo(cluster);
        Answer drafted = drifting.post(cluster, "change", Map.of());
        assertThat(drafted.status()).as(drafted.body()).isEqualTo(201);
        assertThat(drafted.json().path("components").size()).isEqualTo(1);
        assertThat(drafted.json().path("components").path(0).asString()).isEqualTo("405-kernel-image");
        hosts.getLast().tpm().boot(withInitrd("kernel", "initrd a"));
        attested(hosts.getLast(), "DRIFTED");
        assertThat(drifting.clusterOf(hosts.getLast()))
                .as("another host's initrd is not its own")
                .isNotEqualTo(cluster);
    }
}
