package dev.touchstone.server.result;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells whether a result is still true: signed here, in force, and the host no worse since than it says. */
@Component
class Introspection {

    private static final String SUBJECT = "urn:uuid:";

    private final ResultKeys keys;
    private final ResultProperties settings;
    private final HostStandings standings;
    private final Clock clock;

    Introspection(ResultKeys keys, ResultProperties settings, HostStandings standings, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.standings = standings;
        this.clock = clock;
    }

    /** The claims of a result that is still true; empty for anything else. */
    Optional<JWTClaimsSet> active(String token) {
        return ResultToken.read(token, keys.ring(), settings.issuer(), clock.instant())
                .filter(this::stands);
    }

    private boolean stands(JWTClaimsSet told) {
        return Optional.ofNullable(told.getSubject())
                .filter(subject -> subject.startsWith(SUBJECT))
                .map(subject -> UUID.fromString(subject.substring(SUBJECT.length())))
                .flatMap(standings::ofId)
                .filter(now -> isNoWorse(now, told) && isOfSameKey(now, told))
                .isPresent();
    }

    private static boolean isNoWorse(ResultClaims now, JWTClaimsSet told) {
        Tier tier = Trustworthiness.of(now).tier();
        return tier == Tier.AFFIRMING || tier.word().equals(told.getClaim("ear_status"));
    }

    /** A host enrolled anew since is another as far as a result goes. */
    private static boolean isOfSameKey(ResultClaims now, JWTClaimsSet told) {
        Optional<String> key = now.evidence().map(evidence -> EarPayload.base64Url(evidence.akSpki()));
        return key.equals(Optional.ofNullable(key(told)));
    }

    private static @Nullable Object key(JWTClaimsSet told) {
        Object host = told.getClaim("submods") instanceof Map<?, ?> submods ? submods.get(EarPayload.HOST) : null;
        Object attested = host instanceof Map<?, ?> claims ? claims.get("ear_veraison_key_attestation") : null;
        return attested instanceof Map<?, ?> claim ? claim.get("akpub") : null;
    }
}
