package dev.touchstone.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.TestHost;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Lazy;
import tools.jackson.databind.JsonNode;

/**
 * Two hosts at two sites that were trusted by one set, and may boot something else: real TPMs, the API alone. Made when
 * a test first asks for them, and shared.
 */
@Lazy
@TestComponent
public final class DriftedHosts {

    private final Fleet fleet;
    private final String name = Fleet.newName("fleet");
    private final List<TestHost> hosts;
    private final UUID shown;

    /** Both are TRUSTED by the first version of a set that selects them. */
    DriftedHosts(Fleet fleet) {
        this.fleet = fleet;
        LabTpm.named("pages-a");
        fleet.trustLab();
        hosts = Stream.of("a", "b").map(this::enrolled).toList();
        boot(Machine.booted("quiet"));
        shown = attestation(hosts.getFirst().attest());
        fleet.capture(name, shown, Map.of("fleet", name));
        fleet.approve(name, 1);
        hosts.forEach(host -> attests(host, "TRUSTED"));
    }

    private TestHost enrolled(String site) {
        LabTpm tpm = fleet.vacate(LabTpm.named("pages-" + site));
        fleet.pin(tpm, name + "-" + site, Map.of("fleet", name, "site", site));
        TestHost host = new TestHost(fleet.server(), tpm, tpm.persist(tpm.newAk()), name + "-" + site);
        host.enrol();
        return host;
    }

    private void boot(Machine machine) {
        hosts.forEach(host -> host.tpm().boot(machine));
    }

    private static UUID attestation(JsonNode answer) {
        return UUID.fromString(answer.path("attestation").asString());
    }

    private static void attests(TestHost host, String verdict) {
        JsonNode answer = host.attest();
        assertThat(answer.path("verdict").asString()).as(answer.toString()).isEqualTo(verdict);
    }

    /** Both boot with another command line: the cluster they are in. */
    public long drift(String commandLine) {
        boot(Machine.booted(commandLine));
        hosts.forEach(host -> attests(host, "DRIFTED"));
        return fleet.server()
                .get("/api/v1/drift/clusters?limit=1")
                .json()
                .path("clusters")
                .path(0)
                .path("id")
                .asLong();
    }

    /** Both boot what was golden first. */
    public void settle() {
        boot(Machine.booted("quiet"));
        hosts.forEach(TestHost::attest);
    }

    /** Their set. */
    public String set() {
        return name;
    }

    /** What the first showed when it was trusted. */
    public UUID attestation() {
        return shown;
    }

    public List<TestHost> hosts() {
        return hosts;
    }

    /** Drafts the next version, as a cluster's page does. */
    public String drafted(long cluster) {
        var drafted = fleet.server().post("/api/v1/drift/clusters/" + cluster + "/change", Map.of());
        assertThat(drafted.status()).as(drafted.body()).isEqualTo(201);
        return name + "@" + drafted.json().path("version").asInt();
    }
}
