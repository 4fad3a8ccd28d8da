package dev.touchstone.appraisal;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.facts.BootFacts;
import dev.touchstone.facts.SecureBoot;
import dev.touchstone.reference.Difference;
import dev.touchstone.rule.SecureBootEnabled;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what is grave about a boot that is not approved, beside the host's last that was. What cannot be compared
 * counts as grave wherever PCR 7 is not what was approved (PC Client PFP §3.3.4.8).
 */
public final class GraveChange {

    private static final int SECURE_BOOT_PCR = 7;

    private final BootFacts now;
    private final Optional<BootFacts> before;
    private final boolean policyInDoubt;

    private GraveChange(BootFacts now, Optional<BootFacts> before, boolean policyInDoubt) {
        this.now = now;
        this.before = before;
        this.policyInDoubt = policyInDoubt;
    }

    /**
     * Finds it.
     *
     * @param now attested facts of the boot
     * @param lastTrusted those of the host's last TRUSTED boot; empty if there was none, or it cannot be read any more
     * @param appraisal what the boot was found to show
     */
    public static Set<Grave> of(BootFacts now, Optional<BootFacts> lastTrusted, Appraisal appraisal) {
        GraveChange change = new GraveChange(now, lastTrusted, policyInDoubt(appraisal));
        Set<Grave> found = EnumSet.noneOf(Grave.class);
        add(found, Grave.SECURE_BOOT_OFF, change.secureBootOff());
        add(found, Grave.DBX_SHRUNK, change.dbxShrunk());
        add(found, Grave.DEBUG_MODE, change.debugMode());
        add(found, Grave.LOG_INCOMPLETE, !appraisal.cut().isEmpty());
        return found;
    }

    private static void add(Set<Grave> found, Grave grave, boolean is) {
        if (is) {
            found.add(grave);
        }
    }

    /** A boot of which nothing was compared is no better than one whose PCR 7 differs. */
    private static boolean policyInDoubt(Appraisal appraisal) {
        return appraisal
                .divergence()
                .map(d -> d.differences().stream().anyMatch(GraveChange::isOfPolicy))
                .orElse(true);
    }

    private static boolean isOfPolicy(Difference difference) {
        boolean ofPcr = difference.pcr().isPresent() && difference.pcr().getAsInt() == SECURE_BOOT_PCR;
        boolean ofRule = difference instanceof Difference.RuleFailed failed
                && failed.failure().rule().equals(SecureBootEnabled.ID);
        return ofPcr || ofRule;
    }

    private boolean secureBootOff() {
        Optional<Boolean> is = now.secureBoot().enabled();
        Optional<Boolean> was = before.flatMap(b -> b.secureBoot().enabled());
        if (is.orElse(false)) {
            return false;
        }
        boolean knownTurnedOff = is.isPresent() && was.orElse(false);
        return knownTurnedOff || (policyInDoubt && was.orElse(true));
    }

    private boolean dbxShrunk() {
        Dbx is = Dbx.of(now.secureBoot());
        Optional<Dbx> was = before.map(b -> Dbx.of(b.secureBoot()));
        boolean comparable = is.known() && was.filter(Dbx::known).isPresent();
        if (!comparable && policyInDoubt) {
            return true;
        }
        return now.secureBoot().complete()
                && was.filter(w -> !is.entries().containsAll(w.entries())).isPresent();
    }

    private boolean debugMode() {
        return now.firmware().debugMode()
                && !before.map(b -> b.firmware().debugMode()).orElse(false);
    }

    /**
     * Revocations.
     *
     * @param known whether these are all
     */
    private record Dbx(Set<Bytes> entries, boolean known) {

        static Dbx of(SecureBoot secureBoot) {
            Set<Bytes> entries = new HashSet<>();
            boolean known = secureBoot.complete();
            for (SecureBoot.Store store : secureBoot.stores()) {
                if (store.name().equals("dbx")) {
                    entries.addAll(store.hashes());
                    store.certificates().forEach(c -> entries.add(c.sha256()));
                    known &= store.others() == 0;
                }
            }
            return new Dbx(entries, known);
        }
    }
}
