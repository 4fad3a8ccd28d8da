package dev.touchstone.event;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.firmware.FirmwareEvent;
import java.util.Collection;
import java.util.List;

/**
 * What an event says, the rule for its digest, and what that digest may be of by the rule.
 *
 * @param measured the byte strings one of which was hashed; none where the digest is of something outside the log
 */
record Claim(EventContent content, DigestRule rule, List<Bytes> measured) {

    static Claim of(EventContent content, DigestRule rule, Bytes... measured) {
        return new Claim(content, rule, List.of(measured));
    }

    static Claim whole(EventContent content, FirmwareEvent event) {
        return of(content, DigestRule.DATA, event.data());
    }

    /** In any of the banks: where they disagree, the claim it makes is held against all of them. */
    static boolean isOf(FirmwareEvent event, Bytes measured, Collection<HashAlgorithm> banks) {
        for (HashAlgorithm bank : banks) {
            if (matches(event, measured, bank)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(FirmwareEvent event, Bytes measured, HashAlgorithm bank) {
        return bank.computable() && event.digest(bank).isPresent() && event.hasDigest(bank, bank.hash(measured));
    }

    Binding check(FirmwareEvent event, Collection<HashAlgorithm> banks) {
        return switch (rule.reach()) {
            case NOTHING -> new Binding.NotMeasured();
            case ELSEWHERE -> new Binding.Described();
            case EITHER, DATA -> compare(event, banks);
        };
    }

    private Binding compare(FirmwareEvent event, Collection<HashAlgorithm> banks) {
        HashAlgorithm agrees = null;
        HashAlgorithm disagrees = null;
        for (HashAlgorithm bank : banks) {
            if (bank.computable() && event.digest(bank).isPresent()) {
                if (matchesAny(event, bank)) {
                    agrees = bank;
                } else {
                    disagrees = bank;
                }
            }
        }
        if (disagrees == null) {
            return agrees == null ? new Binding.Uncheckable() : new Binding.Bound();
        }
        if (agrees != null) {
            return new Binding.TwoStories(agrees, disagrees);
        }
        return rule.reach() == DigestRule.Reach.EITHER ? new Binding.Described() : contradicted(event, disagrees);
    }

    private boolean matchesAny(FirmwareEvent event, HashAlgorithm bank) {
        for (Bytes bytes : measured) {
            if (matches(event, bytes, bank)) {
                return true;
            }
        }
        return false;
    }

    private Binding contradicted(FirmwareEvent event, HashAlgorithm bank) {
        return new Binding.Contradicted(
                bank, bank.hash(measured.getFirst()), event.digest(bank).orElseThrow());
    }
}
