package dev.touchstone.server.dashboard.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.attestation.AttestationRecord;
import dev.touchstone.server.attestation.ReasonView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PcrTableTest {

    private static final String ZERO = "00".repeat(32);

    private static List<String> states(Verdict verdict, List<Integer> notChecked, ReasonView... reasons) {
        Instant at = Instant.EPOCH;
        var evidence = new AttestationRecord(
                new UUID(0, 1),
                new UUID(0, 2),
                at,
                at,
                at,
                "routine",
                verdict,
                List.of(reasons),
                List.of(),
                notChecked,
                List.of(),
                Map.of(),
                1,
                0,
                0,
                "1",
                Bytes.EMPTY,
                Bytes.EMPTY,
                Map.of("sha256", Map.of("0", ZERO, "4", ZERO, "10", ZERO)),
                Bytes.EMPTY,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                "");
        return PcrTable.of(evidence).rows().stream()
                .map(row -> row.pcr() + " " + row.state().words())
                .toList();
    }

    private static ReasonView reason(String code, @Nullable Integer pcr) {
        return new ReasonView(code, "", null, pcr, null, null, null);
    }

    @Test
    void trusted_means_matched_but_for_what_nothing_golden_speaks_of() {
        assertThat(states(Verdict.TRUSTED, List.of(10))).containsExactly("0 matched", "4 matched", "10 not checked");
    }

    @Test
    void drifted_names_what_differs_and_the_rest_matched() {
        assertThat(states(Verdict.DRIFTED, List.of(10), reason("event-not-approved", 4)))
                .containsExactly("0 matched", "4 differs", "10 not checked");
    }

    @Test
    void nothing_matched_where_a_judged_pcr_was_not_quoted() {
        assertThat(states(Verdict.DRIFTED, List.of(10), reason("pcr-not-quoted", 7)))
                .containsExactly("0 not checked", "4 not checked", "10 not checked");
    }

    @Test
    void a_log_that_does_not_replay_contradicts_its_pcr_and_nothing_else_was_compared() {
        assertThat(states(Verdict.REJECTED, List.of(), reason("log-does-not-replay", 0)))
                .containsExactly("0 contradicted", "4 not checked", "10 not checked");
    }

    @Test
    void nothing_is_compared_where_no_set_selects_the_host() {
        assertThat(states(Verdict.PENDING, List.of(0, 4, 10), reason("no-reference-set", null)))
                .containsExactly("0 not checked", "4 not checked", "10 not checked");
    }

    @Test
    void a_cut_log_leaves_what_it_does_not_reach_unknown_and_nothing_compared() {
        assertThat(states(Verdict.DRIFTED, List.of(), reason("log-incomplete", null), reason("log-incomplete", 4)))
                .containsExactly("0 not checked", "4 not reached by the logs", "10 not checked");
        assertThat(states(Verdict.DRIFTED, List.of(10), reason("log-incomplete", null)))
                .containsExactly("0 matched", "4 matched", "10 not checked");
    }
}
