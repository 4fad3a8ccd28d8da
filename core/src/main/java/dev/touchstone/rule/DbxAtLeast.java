package dev.touchstone.rule;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.facts.SecureBoot;
import dev.touchstone.facts.SecureBoot.Store;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The firmware refuses at least these. More may be refused: dbx grows with each update.
 *
 * @param hashes SHA-256 (Authenticode) of images
 * @param certificates SHA-256 of their DER
 */
public record DbxAtLeast(Set<Bytes> hashes, Set<Bytes> certificates) implements Rule {

    /** Its id. */
    public static final String ID = "dbx-at-least";

    private static final int PCR = 7;
    private static final String DBX = "dbx";

    public DbxAtLeast {
        hashes = Listed.sha256(hashes);
        certificates = Listed.sha256(certificates);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String text() {
        return "The revocation list dbx holds at least %s and %s."
                .formatted(
                        Listed.count(hashes.size(), "given image hash"),
                        Listed.count(certificates.size(), "given certificate"));
    }

    @Override
    public String citation() {
        return "UEFI 2.10, §32.5.3.3 (forbidden signature database); TCG PC Client Platform Firmware Profile 1.06, §3.3.4.8";
    }

    /** The running system can measure another dbx, but only after the separator, where none is read. */
    @Override
    public List<RuleFailure> evaluate(RuleSubject subject) {
        Failures failures = SecureBootChecks.readWhole(this, subject);
        List<Store> stores = stores(subject.facts().secureBoot());
        if (stores.size() != 1) {
            return failures.add(RuleFailure.ofPcr(
                            this, PCR, "What dbx holds is not known.", "dbx measured once", stores.size() + " times"))
                    .toList();
        }
        lacking(failures, hashes, stores.getFirst().hashes(), "image hash");
        List<Bytes> held = stores.getFirst().certificates().stream()
                .map(SecureBoot.Certificate::sha256)
                .toList();
        lacking(failures, certificates, held, "certificate");
        return failures.toList();
    }

    private static List<Store> stores(SecureBoot secureBoot) {
        return secureBoot.stores().stream().filter(s -> s.name().equals(DBX)).toList();
    }

    private void lacking(Failures failures, Set<Bytes> required, List<Bytes> held, String what) {
        Set<Bytes> lacking = new HashSet<>(required);
        held.forEach(lacking::remove);
        required.stream()
                .filter(lacking::contains)
                .forEach(d -> failures.add(() -> RuleFailure.ofPcr(
                        this,
                        PCR,
                        "dbx lacks a revocation.",
                        what + " " + d,
                        "%d entries without it".formatted(held.size()))));
    }
}
