package dev.touchstone.server.result;

import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Results that are told again after a while, signed afresh where nobody could rely on the one at hand any more: its key
 * was withdrawn, or it has expired before its evidence.
 */
@Component
public class RenewedResults {

    /** Some 12 MB. After a key was withdrawn every host has a new result within one interval of attestation. */
    private static final int MAX = 4_096;

    private final ResultKeys keys;
    private final HostStandings standings;
    private final ResultSigner signer;
    private final Clock clock;

    private final Map<String, String> renewed = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAX;
        }
    });

    RenewedResults(ResultKeys keys, HostStandings standings, ResultSigner signer, Clock clock) {
        this.keys = keys;
        this.standings = standings;
        this.signer = signer;
        this.clock = clock;
    }

    /**
     * A result of a host that can be relied on now; empty if what stands is not what it should say.
     *
     * @param verdict what it should say
     * @param kept the one signed when the evidence was appraised
     */
    public Optional<String> of(UUID host, String verdict, String kept) {
        if (isGood(kept)) {
            return Optional.of(kept);
        }
        String signature = kept.substring(kept.lastIndexOf('.') + 1);
        String key = host + " " + verdict + " " + signature;
        Optional<String> known = Optional.ofNullable(renewed.get(key)).filter(this::isGood);
        return known.isPresent() ? known : sign(host, verdict, key);
    }

    /** Whoever relies on it checks the signature; here it only must be one they can check. */
    private boolean isGood(String token) {
        return ResultToken.isCheckable(token, keys.ring(), clock.instant());
    }

    private Optional<String> sign(UUID host, String verdict, String key) {
        Optional<String> signed = standings
                .ofId(host)
                .filter(now -> now.verdict().equals(verdict) && now.evidence().isPresent())
                .map(signer::sign);
        signed.ifPresent(token -> renewed.put(key, token));
        return signed;
    }
}
