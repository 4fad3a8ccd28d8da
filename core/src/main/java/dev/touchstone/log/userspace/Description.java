package dev.touchstone.log.userspace;

import dev.touchstone.bytes.HashAlgorithm;

/**
 * A record in words, safe to print: whatever came from the log is quoted, its control and formatting characters
 * escaped, its length bounded.
 *
 * @param text {@code boot phase "sysinit"}
 * @param verified whether the words follow from the digest; if not, {@link #toString} says so
 */
public record Description(String text, boolean verified) {

    static Description of(UserspaceRecord record, HashAlgorithm bank) {
        return switch (record.binding(bank)) {
            case Binding.Bound(String string) -> new Description(Wording.of(string, record.register()), true);
            case Binding.UnboundByKind _, Binding.Uncheckable _, Binding.Mismatch _ ->
                new Description(Wording.claimed(record), false);
        };
    }

    @Override
    public String toString() {
        return verified ? text : text + " (unverified)";
    }
}
