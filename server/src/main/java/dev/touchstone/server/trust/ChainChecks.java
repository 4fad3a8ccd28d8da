package dev.touchstone.server.trust;

import dev.touchstone.server.trust.TrustProperties.Expired;
import dev.touchstone.server.trust.TrustProperties.Sha1;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges one chain: RFC 5280 §6.1 by the JDK, and by policy what RFC 5280 leaves to whoever relies on the chain.
 * Revocation is not checked: EK CAs' lists would have to be fetched from addresses in the certificates, and a revoked
 * TPM is revoked here, as a host.
 */
final class ChainChecks {

    private final EkChain chain;
    private final Instant now;
    private final TrustProperties policy;
    private final List<EkDefect> defects = new ArrayList<>();
    private final List<String> excused = new ArrayList<>();

    private ChainChecks(EkChain chain, Instant now, TrustProperties policy) {
        this.chain = chain;
        this.now = now;
        this.policy = policy;
    }

    /**
     * The outcome for one chain.
     *
     * @param chain the chain
     * @param defects why it is refused; none if it is not
     * @param excused what policy let pass, for a person
     */
    record Judged(EkChain chain, List<EkDefect> defects, List<String> excused) {}

    static Judged judge(EkChain chain, Instant now, TrustProperties policy) {
        ChainChecks checks = new ChainChecks(chain, now, policy);
        checks.checkPath();
        checks.checkValidity();
        checks.checkSignatureHashes();
        checks.checkAuthorities();
        return new Judged(chain, List.copyOf(checks.defects), List.copyOf(checks.excused));
    }

    private void checkPath() {
        Optional<Instant> date = chain.validNear(now);
        if (date.isEmpty()) {
            untrusted("the certificates of the chain were never all valid at the same time");
            return;
        }
        try {
            CertPath path = Certificates.factory().generateCertPath(chain.path());
            CertPathValidator.getInstance("PKIX", "SUN").validate(path, parameters(date.get()));
        } catch (CertPathValidatorException e) {
            int index = Math.max(e.getIndex(), 0);
            untrusted(Text.line(e) + " at "
                    + Certificates.subject(
                            chain.path().get(Math.min(index, chain.path().size() - 1))));
        } catch (GeneralSecurityException | RuntimeException e) {
            // Fail closed: the chain holds bytes the client chose, and what cannot be validated is not valid.
            untrusted(Text.line(e));
        }
    }

    private PKIXParameters parameters(Instant date) throws GeneralSecurityException {
        PKIXParameters parameters =
                new PKIXParameters(Set.of(new TrustAnchor(chain.root().certificate(), null)));
        parameters.setRevocationEnabled(false);
        // Infineon and Intel put a critical policy with a user notice into 67 of their intermediates.
        parameters.setPolicyQualifiersRejected(false);
        parameters.setDate(Date.from(date));
        parameters.addCertPathChecker(new EkExtensionChecker());
        return parameters;
    }

    private void untrusted(String actual) {
        defects.add(new EkDefect(
                EkDefect.CHAIN_UNTRUSTED,
                "The chain to " + rootName() + " does not hold.",
                "a chain valid by RFC 5280",
                actual));
    }

    /** The root too: the JDK takes an anchor's validity as somebody else's business. */
    private void checkValidity() {
        checkValidity(chain.path().getFirst(), policy.expired() != Expired.REFUSE);
        for (X509Certificate authority : chain.authorities()) {
            checkValidity(authority, policy.expired() == Expired.ALLOW);
        }
    }

    private void checkValidity(X509Certificate certificate, boolean mayHaveExpired) {
        Instant begins = certificate.getNotBefore().toInstant();
        Instant ends = certificate.getNotAfter().toInstant();
        if (now.isBefore(begins)) {
            defects.add(new EkDefect(
                    EkDefect.CHAIN_NOT_YET_VALID,
                    "A certificate is not valid yet: " + name(certificate) + ".",
                    "valid at " + now,
                    "valid from " + begins));
        }
        if (now.isAfter(ends) && mayHaveExpired) {
            excused.add("%s expired %s, accepted by touchstone.trust.expired=%s"
                    .formatted(name(certificate), ends, policy.expired()));
        } else if (now.isAfter(ends)) {
            defects.add(new EkDefect(
                    EkDefect.CHAIN_EXPIRED,
                    "A certificate has expired: " + name(certificate) + " (touchstone.trust.expired=" + policy.expired()
                            + ").",
                    "valid at " + now,
                    "valid until " + ends));
        }
    }

    private void checkSignatureHashes() {
        for (X509Certificate certificate : chain.path()) {
            if (!SignatureHash.isSha1(certificate)) {
                continue;
            }
            if (policy.sha1() == Sha1.ALLOW) {
                excused.add(name(certificate) + " is signed over SHA-1, accepted by touchstone.trust.sha1=allow");
            } else {
                defects.add(new EkDefect(
                        EkDefect.CHAIN_WEAK,
                        "A certificate is signed over SHA-1: " + name(certificate) + " (touchstone.trust.sha1=refuse).",
                        "a signature over SHA-256 or stronger",
                        certificate.getSigAlgName()));
            }
        }
    }

    private void checkAuthorities() {
        for (X509Certificate authority : chain.authorities()) {
            KeyUsages.excludingEkIssuance(authority)
                    .ifPresent(purposes -> defects.add(new EkDefect(
                            EkDefect.CHAIN_USAGE,
                            "A CA of the chain does not certify endorsement keys: " + name(authority) + ".",
                            KeyUsages.EK_CERTIFICATE + " among its extended key usages, or none",
                            String.join(", ", purposes))));
        }
        long between = chain.path().stream()
                .skip(1)
                .filter(authority -> !Certificates.selfIssued(authority))
                .count();
        int allowed = chain.root().certificate().getBasicConstraints();
        if (between > allowed) {
            // The JDK applies a path length constraint of intermediates, not of the anchor.
            untrusted("%d CAs below a root that allows %d".formatted(between, allowed));
        }
    }

    private String name(X509Certificate certificate) {
        return certificate.equals(chain.path().getFirst()) ? "the EK certificate" : Certificates.subject(certificate);
    }

    private String rootName() {
        return Certificates.subject(chain.root().certificate());
    }
}
