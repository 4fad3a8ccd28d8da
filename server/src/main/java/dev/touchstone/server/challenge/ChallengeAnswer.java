package dev.touchstone.server.challenge;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.json.HexBytes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A challenge on the wire.
 *
 * @param nonce what to quote over
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChallengeAnswer(
        String challenge, Bytes nonce, Instant issuedAt, Instant expiresAt, QuoteRequest quote, Logs logs) {

    /** What to quote. */
    public record QuoteRequest(List<Bank> selection) {}

    /** One bank's PCRs. */
    public record Bank(String bank, List<Integer> pcrs) {}

    /** What need not be sent again. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Logs(Known firmware, Known userspace, @Nullable From ima) {}

    /** Logs stored already: name them by digest. */
    public record Known(List<HexBytes> known) {}

    /** From which record of which boot on. */
    public record From(String boot, long from) {}

    /** {@code challenge} as sent to a host whose last firmware log is {@code known}. */
    public static ChallengeAnswer of(Challenge challenge, List<HexBytes> known) {
        List<Bank> selection = challenge.selection().banks().stream()
                .map(b -> new Bank(b.algorithm().bank(), b.pcrs()))
                .toList();
        return new ChallengeAnswer(
                challenge.text(),
                challenge.nonce(),
                challenge.issuedAt(),
                challenge.expiresAt(),
                new QuoteRequest(selection),
                new Logs(new Known(known), new Known(List.of()), null));
    }
}
