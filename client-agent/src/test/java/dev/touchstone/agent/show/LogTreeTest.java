package dev.touchstone.agent.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.facts.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

@DisplayName("Logs as a tree")
class LogTreeTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static String json(ShownLogs logs, Selection selection) {
        return Samples.printed(out -> new LogTree(logs, selection).json(out));
    }

    private static String yaml(ShownLogs logs) {
        return Samples.printed(out -> new LogTree(logs, Samples.all()).yaml(out));
    }

    @Test
    void hold_every_event_fact_and_finding_under_stable_names() throws Exception {
        JsonNode tree = JSON.readTree(json(Samples.recorded("secure-boot"), Samples.all()));
        assertThat(tree.propertyNames()).containsExactly("logs", "timeline", "pcrs", "nvPcrs", "facts", "findings");
        assertThat(tree.at("/logs/firmware").toString())
                .isEqualTo("{\"name\":\"firmware.log\",\"bytes\":"
                        + tree.at("/logs/firmware/bytes").asInt()
                        + ",\"format\":\"crypto-agile\",\"banks\":[\"sha1\",\"sha256\"],\"events\":45}");
        assertThat(tree.at("/timeline/24").toString())
                .startsWith(
                        "{\"log\":\"firmware\",\"index\":24,\"pcr\":4,\"type\":\"EV_EFI_BOOT_SERVICES_APPLICATION\"")
                .contains("\"sha256:80a66d53a945")
                .endsWith("\"binding\":\"described\",\"digestOf\":\"the PE image (Authenticode)\"}");
        assertThat(tree.at("/facts/secureBoot/enabled").asBoolean()).isTrue();
        assertThat(tree.at("/facts/secureBoot/stores/0/certificates/0/owner").asString())
                .isEqualTo("8be4df61-93ca-11d2-aa0d-00e098032b8c");
        assertThat(tree.at("/facts/osImage/proves").asString()).isEqualTo("nothing");
        assertThat(tree.at("/facts").has("machineId"))
                .as("what is not there has no name")
                .isFalse();
        assertThat(tree.at("/findings/0").toString())
                .startsWith(
                        "{\"severity\":\"note\",\"code\":\"image-repeated\",\"log\":\"firmware\",\"event\":39,\"pcr\":4");
    }

    @Test
    void replay_to_the_values_the_tpm_held() throws Exception {
        for (String boot : Samples.BOOTS) {
            Path expected = Samples.boot(boot).resolveSibling("expected.json");
            JsonNode held = JSON.readTree(expected).at("/pcrs");
            JsonNode pcrs =
                    JSON.readTree(json(Samples.recorded(boot), Samples.all())).at("/pcrs");
            assertThat(pcrs).as(boot).isNotEmpty();
            for (JsonNode pcr : pcrs) {
                String number = pcr.at("/pcr").asString();
                if (!number.equals("9")) { // the kernel adds to it after the log is read
                    assertThat(pcr.at("/value").asString())
                            .as(boot + " PCR " + number)
                            .isEqualTo(held.path(pcr.at("/bank").asString())
                                    .path(number)
                                    .asString());
                }
            }
        }
    }

    @Test
    void are_the_same_tree_in_yaml() throws Exception {
        YAMLMapper mapper = new YAMLMapper();
        for (String boot : Samples.BOOTS) {
            ShownLogs logs = Samples.recorded(boot);
            assertThat(mapper.readTree(yaml(logs))).isEqualTo(JSON.readTree(json(logs, Samples.all())));
        }
        ShownLogs hostile = Samples.hostile();
        assertThat(mapper.readTree(yaml(hostile))).isEqualTo(JSON.readTree(json(hostile, Samples.all())));
    }

    @Test
    void tell_a_hostile_string_whole_and_in_ascii() throws Exception {
        ShownLogs logs = Samples.hostile();
        for (String output : List.of(json(logs, Samples.all()), yaml(logs))) {
            assertThat(output.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'));
        }
        JsonNode facts = JSON.readTree(json(logs, Samples.all())).at("/facts");
        assertThat(facts.at("/commandLines/lines/0/text").asString()).isEqualTo("/x " + Samples.EVIL);
        assertThat(facts.at("/firmware/unverifiedBootOptions/0/description").asString())
                .isEqualTo(Samples.EVIL);
    }

    @Test
    void are_filtered_like_the_text() throws Exception {
        Selection selection = Selection.of(
                Set.of(Selection.Section.TIMELINE, Selection.Section.PCRS),
                List.of(12),
                List.of("Ev_Ipl"),
                Optional.of(HashAlgorithm.SHA256));
        JsonNode tree = JSON.readTree(json(Samples.recorded("golden"), selection));
        assertThat(tree.at("/timeline").valueStream().map(e -> e.at("/index").asInt()))
                .containsExactly(25, 34);
        assertThat(tree.at("/timeline/0/digests").toString())
                .startsWith("[\"sha256:")
                .doesNotContain("sha1");
        assertThat(tree.at("/pcrs")).hasSize(1);
        assertThat(tree.has("facts")).isFalse();
        assertThat(tree.has("findings")).isFalse();
    }

    @Test
    void filter_systemds_records_by_their_types() throws Exception {
        Selection phases = Selection.of(Set.of(), List.of(), List.of("phase"), Optional.empty());
        JsonNode tree = JSON.readTree(json(Samples.systemd(), phases));
        assertThat(tree.at("/timeline").valueStream().map(e -> e.at("/text").asString()))
                .containsExactly("boot phase \"sysinit\"", "boot phase \"ready\"");
        assertThat(tree.at("/logs/userspace/records").asInt()).isEqualTo(3);
        assertThat(tree.at("/facts/machineId").asString()).isEqualTo("751558d57d17453d83ec0bff8910284e");
    }

    @Test
    void put_the_worst_finding_first() throws Exception {
        assertThat(Samples.hostile().findings().stream().map(Finding::code).map(c -> c.severity()))
                .hasSizeGreaterThan(2)
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }
}
