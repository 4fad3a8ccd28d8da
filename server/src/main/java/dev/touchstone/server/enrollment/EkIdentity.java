package dev.touchstone.server.enrollment;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.trust.EkDefect;
import dev.touchstone.server.trust.EkTrust;
import java.util.List;
import java.util.Optional;

/**
 * What may be claimed for an EK.
 *
 * @param identity {@code hardware}, {@code virtual} or {@code unverified}
 * @param detail why, for people
 * @param certificate DER, if one vouched for it
 */
record EkIdentity(String identity, String detail, Optional<Bytes> certificate) {

    /**
     * Certificates that do not hold are refused. Only a pin admits without them, for there a person vouches for the
     * key; even then a certificate of another key is a lie and refused.
     */
    static EkIdentity require(EkTrust trust, boolean pinned) {
        return switch (trust) {
            case EkTrust.Trusted trusted ->
                new EkIdentity(trusted.identity().wireName(), trusted.detail(), Optional.of(trusted.certificate()));
            case EkTrust.NoCertificate _ -> unverified(pinned ? "pinned, without a certificate" : "no certificate");
            case EkTrust.Refused(List<EkDefect> defects) -> refused(defects, pinned);
        };
    }

    private static EkIdentity refused(List<EkDefect> defects, boolean pinned) {
        boolean otherKey = defects.stream().anyMatch(d -> d.code().equals(EkDefect.OTHER_KEY));
        if (pinned && !otherKey) {
            return unverified("pinned; its certificate is not trusted: "
                    + defects.getFirst().summary());
        }
        EkDefect first = defects.getFirst();
        throw new Refusal(
                422,
                first.code(),
                first.summary(),
                defects.stream()
                        .map(d -> new Refusal.Reason(d.code(), d.summary(), d.expected(), d.actual()))
                        .toList());
    }

    private static EkIdentity unverified(String detail) {
        return new EkIdentity("unverified", detail, Optional.empty());
    }
}
