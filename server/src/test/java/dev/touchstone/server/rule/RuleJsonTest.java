package dev.touchstone.server.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.log.ima.ImaDigest;
import dev.touchstone.rule.FileList;
import dev.touchstone.rule.ImaFiles;
import dev.touchstone.rule.Rule;
import dev.touchstone.server.problem.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Rules as JSON, and docs/rules.md")
class RuleJsonTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final ImaDigest FILE = RuleText.fileDigest("sha256:" + "7a".repeat(32));
    private static final Pattern EXAMPLE = Pattern.compile("## `([a-z0-9-]+)`\n(.*?)```json\n(.*?)```", Pattern.DOTALL);

    private static final FileLists LISTS =
            (name, version) -> new FileList(name, version, name.equals("os") ? Set.of(FILE) : Set.of());

    private final RuleJson rules = new RuleJson(JSON, new RuleParts(new Expressions(), LISTS));

    /** The examples of the document, by the rule's id. */
    private static Map<String, Matcher> examples() throws IOException {
        String document = Files.readString(Path.of("../docs/rules.md"));
        Map<String, Matcher> examples = new TreeMap<>();
        Matcher matcher = EXAMPLE.matcher(document);
        for (int at = 0; matcher.find(at); at = matcher.end()) {
            Matcher one = EXAMPLE.matcher(document.substring(matcher.start(), matcher.end()));
            assertThat(one.matches()).isTrue();
            examples.put(matcher.group(1), one);
        }
        return examples;
    }

    @Test
    @DisplayName("there is an example of every rule, which reads, says its text, and is written as it was")
    void examplesHold() throws IOException {
        Map<String, Matcher> examples = examples();
        assertThat(examples.keySet()).isEqualTo(new TreeMap<>(RuleViews.BY_ID).keySet());
        examples.forEach((id, section) -> {
            JsonNode example = JSON.readTree(section.group(3));
            Rule rule = rules.read(example);
            assertThat(example.path("rule").stringValue()).isEqualTo(id);
            assertThat(section.group(2)).contains(rule.text()).contains(rule.citation());
            assertThat(rules.read(rules.write(rule))).isEqualTo(rule);
            assertThat(rules.read(rules.write(rule)).text()).isEqualTo(rule.text());
        });
    }

    @Test
    @DisplayName("a list of files is named, and not written out")
    void namesLists() {
        JsonNode given = JSON.readTree("{\"rule\":\"ima-files\",\"lists\":[{\"list\":\"os\",\"version\":3}]}");
        Rule rule = rules.read(given);
        assertThat(((ImaFiles) rule).lists()).flatExtracting(FileList::digests).containsExactly(FILE);
        assertThat(rules.write(rule).path("lists")).isEqualTo(given.path("lists"));
        assertThat(rules.write(rule).toString()).doesNotContain("7a7a");
        assertThat(rules.read(rules.write(rule))).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[];rule-invalid",
                "{};rule-invalid",
                "{'rule': 7};rule-invalid",
                "{'rule': 'no-such'};rule-unknown",
                "{'rule': 'secure-boot-enabled', 'other': 1};rule-invalid",
                "{'rule': 'dbx-at-least', 'hashes': ['00']};rule-invalid",
                "{'rule': 'os-image-allowed'};rule-invalid",
                "{'rule': 'os-image-allowed', 'bootImages': ['sha1:00']};rule-invalid",
                "{'rule': 'signed-pcr11-policy', 'keys': ['x']};rule-invalid",
                "{'rule': 'minimum-tpm-firmware', 'version': '1.2.3.70000'};rule-invalid",
                "{'rule': 'ima-files', 'exclusions': [{'pattern': '*', 'expires': '2026-01-01T00:00:00Z'}]};rule-invalid",
                "{'rule': 'ima-files', 'lists': [{'list': 'other', 'version': 1}]};rule-invalid",
                "{'rule': 'ima-files', 'lists': [{'list': 'os'}]};rule-invalid",
                "{'rule': 'ima-files', 'lists': [{'list': 'os', 'version': 1, 'more': 1}]};rule-invalid",
                "{'rule': 'expression', 'name': 'n', 'text': 't', 'expression': '1 + 1'};expression-invalid"
            })
    @DisplayName("what is no rule is refused")
    void refused(String text, String code) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> rules.read(JSON.readTree(text.replace('\'', '"'))))
                .satisfies(r -> assertThat(List.of(r.code())).containsExactly(code));
    }
}
