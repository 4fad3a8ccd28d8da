package dev.touchstone.server.trust;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/**
 * Judges the certificates sent with an endorsement key (TCG EK Credential Profile for TPM 2.0, §3; RFC 5280 §6). It
 * says that a maker vouches for the key, not that the sender holds it: that is what credential activation is for.
 */
@Service
public final class EndorsementTrust {

    /** An EK certificate and the intermediates an Intel on-die chain needs, with room. */
    static final int MAX_CERTIFICATES = 8;

    private final AnchorSource anchors;
    private final TrustProperties policy;

    EndorsementTrust(AnchorSource anchors, TrustProperties policy) {
        this.anchors = anchors;
        this.policy = policy;
    }

    /**
     * Whether a maker an administrator trusts vouches for this key.
     *
     * @param ekSubjectPublicKeyInfo the EK that is challenged, as DER SubjectPublicKeyInfo made from its TPM2B_PUBLIC
     * @param certificates as the client sent them, the EK certificate first; the others are intermediates it proposes
     * @param now when
     * @throws IllegalArgumentException if the key is not a SubjectPublicKeyInfo
     */
    public EkTrust appraise(Bytes ekSubjectPublicKeyInfo, List<Bytes> certificates, Instant now) {
        SubjectKey challenged = challenged(ekSubjectPublicKeyInfo);
        if (certificates.isEmpty()) {
            return new EkTrust.NoCertificate();
        }
        List<EkDefect> defects = new ArrayList<>();
        List<EkCertificate> read = read(certificates, defects);
        if (!defects.isEmpty()) {
            return new EkTrust.Refused(defects);
        }
        EkCertificate leaf = read.getFirst();
        defects.addAll(LeafChecks.defects(leaf.certificate(), challenged));
        Optional<ChainChecks.Judged> chain = bestChain(read, now, defects);
        if (chain.isEmpty() || !defects.isEmpty()) {
            return new EkTrust.Refused(defects);
        }
        return trusted(leaf, chain.get());
    }

    private static SubjectKey challenged(Bytes subjectPublicKeyInfo) {
        try {
            return SubjectKey.read(subjectPublicKeyInfo);
        } catch (MalformedException e) {
            throw new IllegalArgumentException("not a SubjectPublicKeyInfo", e);
        }
    }

    private static List<EkCertificate> read(List<Bytes> certificates, List<EkDefect> defects) {
        if (certificates.size() > MAX_CERTIFICATES) {
            defects.add(new EkDefect(
                    EkDefect.TOO_MANY,
                    "Too many certificates were sent.",
                    "at most " + MAX_CERTIFICATES,
                    Integer.toString(certificates.size())));
            return List.of();
        }
        List<EkCertificate> read = new ArrayList<>();
        for (int i = 0; i < certificates.size(); i++) {
            try {
                read.add(EkCertificate.read(certificates.get(i)));
            } catch (MalformedException e) {
                defects.add(new EkDefect(
                        EkDefect.MALFORMED,
                        "Certificate " + i + " of those sent cannot be read.",
                        "one DER certificate of at most " + EkCertificate.MAX_LENGTH + " bytes",
                        Text.line(e)));
            }
        }
        return read;
    }

    /**
     * The chain that counts, its defects added. If several hold, one from a virtual root wins: whoever controls that
     * root could have made this certificate too, so the host must not claim more.
     */
    private Optional<ChainChecks.Judged> bestChain(List<EkCertificate> read, Instant now, List<EkDefect> defects) {
        X509Certificate leaf = read.getFirst().certificate();
        AnchorSet current = anchors.current();
        ChainSearch.Found found = ChainSearch.chains(
                leaf, read.stream().skip(1).map(EkCertificate::certificate).toList(), current);
        List<ChainChecks.Judged> judged = found.chains().stream()
                .map(chain -> ChainChecks.judge(chain, now, policy))
                .toList();
        Optional<ChainChecks.Judged> best = judged.stream()
                .min(Comparator.<ChainChecks.Judged>comparingInt(
                                each -> each.defects().size())
                        .thenComparing(each -> !each.chain().root().label().virtual()));
        best.ifPresentOrElse(each -> defects.addAll(each.defects()), () -> defects.add(noChain(found, current)));
        return best;
    }

    private static EkDefect noChain(ChainSearch.Found found, AnchorSet current) {
        return new EkDefect(
                EkDefect.CHAIN_UNTRUSTED,
                found.complete()
                        ? "The certificate leads to no imported root."
                        : "No imported root was found before the search was given up.",
                "a chain to one of " + current.rootCount() + " imported roots",
                "no certificate of the issuer " + Certificates.issuer(found.highest()));
    }

    private static EkTrust.Trusted trusted(EkCertificate leaf, ChainChecks.Judged judged) {
        Anchor root = judged.chain().root();
        String detail = Stream.of(
                        TpmDescription.of(leaf.certificate()).stream(),
                        Stream.of((root.label().recognised() ? "root " : "unrecognised root ")
                                + Certificates.subject(root.certificate())),
                        judged.excused().stream())
                .flatMap(parts -> parts)
                .reduce((left, right) -> left + "; " + right)
                .orElseThrow();
        return new EkTrust.Trusted(
                root.label().virtual() ? EkTrust.Identity.VIRTUAL : EkTrust.Identity.HARDWARE,
                root.label().maker(),
                leaf.der(),
                detail);
    }
}
