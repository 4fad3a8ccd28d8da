package dev.touchstone.event;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
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

    static Claim whole(EventContent content, Source source) {
        return of(content, DigestRule.DATA, source.data());
    }

    Binding check(Source source) {
        return switch (rule.reach()) {
            case NOTHING -> new Binding.NotMeasured();
            case ELSEWHERE -> new Binding.Described();
            case EITHER, DATA -> compare(source);
        };
    }

    private Binding compare(Source source) {
        HashAlgorithm agrees = null;
        HashAlgorithm disagrees = null;
        for (HashAlgorithm bank : source.banks()) {
            if (bank.computable() && source.event().covers(bank)) {
                if (matches(source, bank)) {
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
        return rule.reach() == DigestRule.Reach.EITHER ? new Binding.Described() : contradicted(source, disagrees);
    }

    private boolean matches(Source source, HashAlgorithm bank) {
        for (Bytes bytes : measured) {
            if (source.isOf(bytes, bank)) {
                return true;
            }
        }
        return false;
    }

    private Binding contradicted(Source source, HashAlgorithm bank) {
        return new Binding.Contradicted(
                bank,
                bank.hash(measured.getFirst()),
                source.event().digest(bank).orElseThrow());
    }
}
