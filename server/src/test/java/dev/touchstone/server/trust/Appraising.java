package dev.touchstone.server.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.trust.TrustProperties.Expired;
import dev.touchstone.server.trust.TrustProperties.Sha1;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Asks {@link EndorsementTrust} what it thinks, with anchors that need no database. */
final class Appraising {

    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    static final Anchor.Label HARDWARE = new Anchor.Label("Test Maker", false, true);
    static final Anchor.Label VIRTUAL = new Anchor.Label("Test Cloud", true, true);

    private Appraising() {}

    static EndorsementTrust with(Anchor... anchors) {
        return with(TrustProperties.DEFAULTS, List.of(anchors));
    }

    static EndorsementTrust with(TrustProperties policy, List<Anchor> anchors) {
        AnchorSet set = new AnchorSet(anchors);
        return new EndorsementTrust(() -> set, policy);
    }

    static TrustProperties policy(Expired expired, Sha1 sha1) {
        return new TrustProperties(expired, sha1);
    }

    static Anchor root(X509Certificate certificate) {
        return root(certificate, HARDWARE);
    }

    static Anchor root(X509Certificate certificate, Anchor.Label label) {
        return Anchor.of(certificate, Anchor.Role.ROOT, label);
    }

    static Anchor intermediate(X509Certificate certificate) {
        return Anchor.of(certificate, Anchor.Role.INTERMEDIATE, Anchor.Label.UNKNOWN);
    }

    static EkTrust appraise(EndorsementTrust trust, PublicKey ek, X509Certificate... sent) {
        return trust.appraise(
                Bytes.of(ek.getEncoded()), Arrays.stream(sent).map(TestCa::der).toList(), NOW);
    }

    static EkTrust.Trusted trusted(EkTrust outcome) {
        assertThat(outcome).isInstanceOf(EkTrust.Trusted.class);
        return (EkTrust.Trusted) outcome;
    }

    static List<String> codes(EkTrust outcome) {
        assertThat(outcome).isInstanceOf(EkTrust.Refused.class);
        return ((EkTrust.Refused) outcome)
                .defects().stream().map(EkDefect::code).toList();
    }
}
