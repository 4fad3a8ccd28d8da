package dev.touchstone.server.challenge;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.json.HexBytes;
import java.time.Instant;
import java.util.List;

/**
 * A challenge on the wire.
 *
 * @param nonce what to quote over
 */
public record ChallengeAnswer(
        String challenge, Bytes nonce, Instant issuedAt, Instant expiresAt, QuoteRequest quote, Logs logs) {

    /** What to quote. */
    public record QuoteRequest(List<Bank> selection) {}

    /** One bank's PCRs. */
    public record Bank(String bank, List<Integer> pcrs) {}

    /** What need not be sent again. */
    public record Logs(Known firmware, Known userspace, From ima) {}

    /** Logs stored already: name them by digest. */
    public record Known(List<HexBytes> known) {}

    /** From which record of which boot, {@code resetCount.restartCount}, on. */
    public record From(String boot, long from) {}

    /** {@code challenge} as sent to a host whose last firmware log is {@code known}; IMA is asked for whole. */
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
                new Logs(new Known(known), new Known(List.of()), new From("0.0", 0)));
    }
}
