package dev.touchstone.rule;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Printable;
import dev.touchstone.facts.SecureBoot;
import dev.touchstone.facts.SecureBoot.Authority;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What vouched for the images that ran is listed: the certificates and image hashes of db, of shim and of the machine
 * owner that were used, not all that might have been.
 *
 * @param certificates SHA-256 of their DER
 * @param hashes SHA-256 of images accepted one by one
 */
public record SecureBootAuthorities(Set<Bytes> certificates, Set<Bytes> hashes) implements Rule {

    /** Its id. */
    public static final String ID = "secure-boot-authorities";

    private static final int PCR = 7;

    public SecureBootAuthorities {
        certificates = Listed.sha256(certificates);
        hashes = Listed.sha256(hashes);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String text() {
        return "Secure Boot is on, and all that ran was vouched for by %s or %s."
                .formatted(
                        Listed.count(certificates.size(), "listed certificate"),
                        Listed.count(hashes.size(), "listed image hash"));
    }

    @Override
    public String citation() {
        return "TCG PC Client Platform Firmware Profile 1.06, §3.3.4.8 and §10.4.1 (EV_EFI_VARIABLE_AUTHORITY)";
    }

    @Override
    public List<RuleFailure> evaluate(RuleSubject subject) {
        SecureBoot secureBoot = subject.facts().secureBoot();
        Failures failures = SecureBootChecks.readWhole(this, subject);
        if (!secureBoot.enabled().orElse(false)) {
            failures.add(RuleFailure.ofPcr(
                    this,
                    PCR,
                    "Without Secure Boot, nothing needs an authority.",
                    "Secure Boot on",
                    "not known to be"));
        }
        if (secureBoot.authorities().isEmpty()) {
            failures.add(RuleFailure.ofPcr(
                    this, PCR, "No authority was measured.", "an authority for each image that ran", "none"));
        }
        secureBoot.authorities().stream().filter(a -> !isListed(a)).forEach(a -> failures.add(() -> failure(a)));
        return failures.toList();
    }

    private boolean isListed(Authority authority) {
        return authority
                        .certificate()
                        .filter(c -> certificates.contains(c.sha256()))
                        .isPresent()
                || authority.hash().filter(hashes::contains).isPresent();
    }

    private RuleFailure failure(Authority authority) {
        String actual = authority
                .certificate()
                .map(c -> "certificate " + c.sha256() + ", " + Printable.quote(c.subject()))
                .or(() -> authority.hash().map(h -> "image hash " + h))
                .orElse("an entry that cannot be read");
        return new RuleFailure(
                ID,
                "What vouched for an image, from %s, is not listed.".formatted(Printable.word(authority.variable())),
                OptionalInt.of(PCR),
                Optional.of("firmware#" + authority.event()),
                "a listed certificate or image hash",
                actual);
    }
}
