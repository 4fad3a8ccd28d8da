package dev.touchstone.server.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.result.Trustworthiness.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustworthinessTest {

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    TRUSTED  | hardware   |                       | AFFIRMING       | configuration=2 executables=3 hardware=2 instance-identity=2
                    TRUSTED  | virtual    |                       | AFFIRMING       | configuration=2 executables=3 instance-identity=2
                    TRUSTED  | unverified |                       | AFFIRMING       | configuration=2 executables=3 instance-identity=2
                    DRIFTED  | hardware   | unapproved            | WARNING         | executables=33 instance-identity=2
                    DRIFTED  | hardware   | log-incomplete        | WARNING         | configuration=36 executables=33 instance-identity=2
                    REJECTED | hardware   | pcr-mismatch          | CONTRAINDICATED | instance-identity=99
                    REJECTED | hardware   | tpm-state-rolled-back | CONTRAINDICATED | instance-identity=96
                    PENDING  | hardware   |                       | NONE            |
                    STALE    | hardware   |                       | NONE            |
                    """)
    void a_verdict_claims_what_was_shown_and_no_more(
            String verdict, String identity, String reason, Status status, String claims) {
        var trust = Trustworthiness.of(verdict, identity, reason == null ? List.of() : List.of(reason));
        assertThat(trust.status()).isEqualTo(status);
        assertThat(trust.vector()).isEqualTo(parse(claims));
    }

    private static Map<String, Integer> parse(String claims) {
        return claims == null
                ? Map.of()
                : Arrays.stream(claims.split(" "))
                        .map(claim -> claim.split("="))
                        .collect(java.util.stream.Collectors.toMap(c -> c[0], c -> Integer.valueOf(c[1])));
    }
}
