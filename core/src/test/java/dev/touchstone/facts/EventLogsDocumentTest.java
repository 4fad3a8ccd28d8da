package dev.touchstone.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.event.DigestRule;
import dev.touchstone.log.firmware.EventType;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/event-logs.md")
class EventLogsDocumentTest {

    private static List<String> rows() throws IOException {
        return Files.readAllLines(Path.of("../docs/event-logs.md")).stream()
                .filter(l -> l.startsWith("| "))
                .toList();
    }

    @Test
    @DisplayName("has a row for each rule of digests, with its citation")
    void rules() throws IOException {
        List<String> rows = rows();
        for (DigestRule rule : DigestRule.values()) {
            assertThat(rows)
                    .anyMatch(r -> r.startsWith("| " + rule.of() + " |") && r.endsWith("| " + rule.citation() + " |"));
        }
    }

    @Test
    @DisplayName("names every type of event")
    void types() throws IOException {
        List<String> rows = rows();
        for (EventType type : EventType.values()) {
            assertThat(rows).anyMatch(r -> r.matches(".*\\b" + type + "\\b.*"));
        }
    }

    @Test
    @DisplayName("explains every finding, with its severity")
    void findings() throws IOException {
        List<String> rows = rows();
        for (FindingCode code : FindingCode.values()) {
            assertThat(rows).anyMatch(r -> r.startsWith("| `" + code + "` | " + code.severity() + " |"));
        }
        assertThat(rows.stream().filter(r -> r.matches("\\| `[a-z-]+` \\| (note|warning|contradiction) \\|.*")))
                .hasSameSizeAs(FindingCode.values());
    }

    @Test
    @DisplayName("has a row for each part of the tree of facts")
    void facts() throws IOException {
        List<String> rows = rows();
        assertThat(Arrays.stream(BootFacts.class.getRecordComponents()).map(RecordComponent::getName))
                .allSatisfy(name -> assertThat(rows).anyMatch(r -> r.startsWith("| `" + name + "` |")));
    }
}
