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
    public record From(String boot, long from) {

        /** The whole list of any boot. */
        public static final From START = new From("0.0", 0);
    }

    /**
     * {@code challenge} as sent to a host whose last firmware log is {@code known}.
     *
     * @param ima from where the IMA list of the boot it names can be taken up
     */
    public static ChallengeAnswer of(Challenge challenge, List<HexBytes> known, From ima) {
        List<Bank> selection = challenge.selection().banks().stream()
                .map(b -> new Bank(b.algorithm().bank(), b.pcrs()))
                .toList();
        return new ChallengeAnswer(
                challenge.text(),
                challenge.nonce(),
                challenge.issuedAt(),
                challenge.expiresAt(),
                new QuoteRequest(selection),
                new Logs(new Known(known), new Known(List.of()), ima));
    }
}
