package dev.touchstone.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ChainVerifierTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Ten entries, as they are exported. */
    private static List<String> log() {
        List<String> lines = new ArrayList<>();
        Bytes previous = Bytes.of(new byte[32]);
        for (int i = 1; i <= 10; i++) {
            AuditEntry entry = entry(i, previous, previous);
            Bytes hash = AuditJson.hash(entry);
            lines.add(AuditJson.line(entry(i, previous, hash), JSON));
            previous = hash;
        }
        return lines;
    }

    private static AuditEntry entry(long sequence, Bytes previous, Bytes hash) {
        return new AuditEntry(
                sequence,
                new UUID(0, sequence),
                Instant.parse("2026-11-30T08:00:00Z").plusSeconds(sequence),
                "alice",
                "thing.change",
                "thing/" + sequence,
                "192.0.2.7",
                AuditRows.tree("{\"a\": 1.50, \"b\": [\"é\\u0007\\n\", null, true]}"),
                null,
                previous,
                hash);
    }

    private static List<String> findings(List<String> lines) {
        return findings(lines, true);
    }

    private static List<String> findings(List<String> lines, boolean whole) {
        var verifier = new ChainVerifier(whole);
        lines.forEach(verifier::add);
        return verifier.findings().stream().map(ChainFinding::toString).toList();
    }

    private static Bytes hash(String line) {
        return Bytes.of(HexFormat.of().parseHex(JSON.readTree(line).path("hash").asString()));
    }

    @Test
    void a_log_as_it_was_written_has_no_findings() {
        assertThat(findings(log())).isEmpty();
    }

    @Test
    void whoever_reformats_a_log_alters_nothing() {
        List<String> lines = log().stream()
                .map(line ->
                        line.replace("1.50", "15e-1").replace("\":", "\" : ").replace("é", "\\u00e9"))
                .toList();
        assertThat(findings(lines)).isEmpty();
    }

    @Test
    void an_altered_entry_is_named() {
        List<String> lines = log();
        lines.set(4, lines.get(4).replace("alice", "mallory"));
        assertThat(findings(lines)).hasSize(1).first().asString().startsWith("line 5: Entry 5 is altered");
    }

    @Test
    void an_entry_altered_with_its_hash_does_not_precede_the_next() {
        List<String> lines = log();
        var altered = (ObjectNode) AuditRows.EXACT.readTree(lines.get(4).replace("alice", "mallory"));
        altered.put("hash", AuditJson.hash(altered).toHex());
        lines.set(4, altered.toString());
        assertThat(findings(lines)).hasSize(1).first().asString().startsWith("line 6: Entry 6 does not follow");
    }

    @Test
    void missing_entries_are_named() {
        List<String> lines = log();
        lines.subList(3, 6).clear();
        assertThat(findings(lines)).containsExactly("line 4: Entries 4 to 6 are missing.");
        assertThat(findings(lines, false)).isEmpty();
    }

    @Test
    void entries_in_another_order_are_named() {
        List<String> lines = log();
        Collections.swap(lines, 3, 4);
        assertThat(findings(lines))
                .contains("line 4: Entry 4 is missing.", "line 5: Entry 4 is out of order: it comes after entry 5.");
    }

    @Test
    void entries_cut_off_at_the_end_are_missed_by_the_head() {
        List<String> lines = log();
        var verifier = new ChainVerifier(true);
        lines.subList(0, 8).forEach(verifier::add);
        verifier.end(10, hash(lines.get(9)));
        assertThat(verifier.findings())
                .extracting(ChainFinding::text)
                .containsExactly("Entries 9 to 10 are missing at the end.");
    }

    @Test
    void a_chain_written_anew_is_not_the_head_s() {
        List<String> lines = log();
        var verifier = new ChainVerifier(true);
        lines.forEach(verifier::add);
        verifier.end(10, hash(lines.get(8)));
        assertThat(verifier.findings()).hasSize(1);
    }

    @Test
    void what_is_kept_after_a_checkpoint_verifies_from_there_on() {
        List<String> lines = log();
        String checkpoint =
                "{\"checkpoint\": 4, \"hash\": \"" + hash(lines.get(3)).toHex() + "\"}";
        List<String> kept = new ArrayList<>(lines.subList(4, 10));
        kept.addFirst(checkpoint);
        assertThat(findings(kept)).isEmpty();
        kept.set(
                0,
                checkpoint.replace(
                        hash(lines.get(3)).toHex(), hash(lines.get(2)).toHex()));
        assertThat(findings(kept)).hasSize(1);
    }

    @Test
    void a_line_that_is_no_entry_is_a_finding() {
        List<String> lines = log();
        lines.add("{\"sequence\": \"eleven\"}");
        lines.add("not JSON");
        assertThat(findings(lines)).hasSize(2);
    }
}
