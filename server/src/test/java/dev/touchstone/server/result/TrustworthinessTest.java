package dev.touchstone.server.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.result.ResultClaims.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrustworthinessTest {

    private static final Path PAGE = Path.of("..", "docs", "attestation-results.md");

    private static void amounts(ResultClaims host, Tier tier, String claims) {
        var trust = Trustworthiness.of(host);
        assertThat(trust.tier()).isEqualTo(tier);
        assertThat(trust.vector()).isEqualTo(parse(claims));
    }

    private static Map<String, Integer> parse(String claims) {
        return claims == null || claims.isEmpty()
                ? Map.of()
                : Arrays.stream(claims.split(" "))
                        .map(claim -> claim.split("="))
                        .collect(Collectors.toMap(c -> c[0], c -> Integer.valueOf(c[1])));
    }

    @ParameterizedTest(name = "{0}, {1}, {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
                    DRIFTED  | event-not-approved    |                     | 4  | WARNING         | executables=33 instance-identity=2
                    DRIFTED  | event-not-approved    |                     | 12 | WARNING         | configuration=32 instance-identity=2
                    DRIFTED  | event-missing         |                     | 0  | CONTRAINDICATED | hardware=97 instance-identity=2
                    DRIFTED  | rule-failed           | secure-boot-enabled | 7  | CONTRAINDICATED | configuration=96 instance-identity=2
                    DRIFTED  | rule-failed           | dbx-at-least        | 7  | WARNING         | configuration=32 instance-identity=2
                    DRIFTED  | rule-failed           | of-tomorrow         | 7  | WARNING         | configuration=32 instance-identity=2
                    DRIFTED  | log-incomplete        |                     | 0  | WARNING         | configuration=36 executables=33 instance-identity=2
                    DRIFTED  | code-of-tomorrow      |                     |    | WARNING         | executables=33 instance-identity=2
                    REJECTED | log-does-not-replay   |                     | 4  | CONTRAINDICATED | executables=99 instance-identity=2
                    REJECTED | tpm-state-rolled-back |                     |    | CONTRAINDICATED | instance-identity=96
                    REJECTED | code-of-tomorrow      |                     |    | CONTRAINDICATED | instance-identity=96
                    PENDING  | no-reference-set      |                     |    | NONE            |
                    PENDING  | host-revoked          |                     |    | CONTRAINDICATED | instance-identity=96
                    STALE    | evidence-stale        |                     |    | NONE            |
                    STALE    | event-not-approved    |                     | 4  | WARNING         | executables=33
                    """)
    void a_reason_claims_what_the_table_says(
            String verdict, String code, String rule, Integer pcr, Tier tier, String claims) {
        amounts(Claims.of(verdict, new Finding(code, rule, pcr)), tier, claims);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    hardware   | configuration=2 executables=3 hardware=2 instance-identity=2
                    virtual    | configuration=2 executables=3 instance-identity=2
                    unverified | configuration=2 executables=3 instance-identity=2
                    """)
    void only_a_hardware_tpm_speaks_for_hardware(String identity, String claims) {
        amounts(Claims.of("TRUSTED", identity, Optional.of(Claims.evidence(false))), Tier.AFFIRMING, claims);
    }

    @Test
    void run_time_is_claimed_only_where_every_file_was_judged() {
        amounts(
                Claims.of("TRUSTED", "virtual", Optional.of(Claims.evidence(true))),
                Tier.AFFIRMING,
                "configuration=2 executables=2 instance-identity=2");
    }

    @Test
    void what_was_not_judged_is_not_claimed() {
        amounts(
                Claims.of("TRUSTED", "hardware", Optional.of(Claims.evidence(false, 0, 4, 7))),
                Tier.AFFIRMING,
                "instance-identity=2");
    }

    @Test
    void nothing_is_affirmed_without_evidence() {
        amounts(Claims.of("TRUSTED", "hardware", Optional.empty()), Tier.NONE, "");
    }

    static Stream<TrustTable.Row> rows() {
        return TrustTable.ROWS.stream();
    }

    /** Under any verdict, so that no order of reasons or kindness of a verdict hides a claim. */
    @ParameterizedTest
    @MethodSource("rows")
    void no_tier_is_better_than_the_worst_claim(TrustTable.Row row) {
        Finding finding = switch (row.key()) {
            case TrustTable.Key.Code(String code) -> new Finding(code);
            case TrustTable.Key.OfRule(String id) -> new Finding("rule-failed", id, null);
            case TrustTable.Key.InPcr(var pcrs) ->
                new Finding("event-not-approved", null, pcrs.iterator().next());
        };
        for (String verdict : List.of("TRUSTED", "DRIFTED", "REJECTED", "STALE", "PENDING")) {
            var trust = Trustworthiness.of(Claims.of(verdict, finding));
            assertThat(trust.tier()).isGreaterThanOrEqualTo(Tier.of(row.value()));
            assertThat(trust.vector().values())
                    .allSatisfy(claim -> assertThat(trust.tier()).isGreaterThanOrEqualTo(Tier.of(claim)));
        }
    }

    @Test
    void the_page_shows_the_table() throws Exception {
        String table = TrustTable.ROWS.stream()
                .map(row -> "| %s | `%s` | %d | %s | %s |"
                        .formatted(
                                row.key(),
                                row.category().word(),
                                row.value(),
                                Tier.of(row.value()).word(),
                                row.meaning()))
                .collect(Collectors.joining("\n"));
        assertThat(Files.readString(PAGE)).contains(table);
    }
}
