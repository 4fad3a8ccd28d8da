package dev.touchstone.log.userspace;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One measurement as the log tells it. Everything here is untrusted; {@link #binding} says when {@link #string} may be
 * believed, and nothing makes {@link #eventType}, {@link #bootId} or {@link #timestampMicros} more than a claim.
 *
 * @param index place in the log, from 0
 * @param register what was extended
 * @param digests what it was extended with, by bank; at least one, each of its algorithm's size
 * @param eventType systemd's event type, known here or not
 * @param string what systemd says was measured
 * @param bootId the kernel's boot id, 32 hex digits
 * @param timestampMicros CLOCK_BOOTTIME
 * @param raw the record's JSON text
 */
public record UserspaceRecord(
        int index,
        Register register,
        Map<HashAlgorithm, Bytes> digests,
        Optional<String> eventType,
        Optional<String> string,
        Optional<String> bootId,
        OptionalLong timestampMicros,
        Bytes raw) {

    private static final String VOLUME_KEY = "volume-key";
    private static final String CREDENTIALS = "credentials";

    public UserspaceRecord {
        digests = Collections.unmodifiableMap(new EnumMap<>(digests));
    }

    /** What was extended in {@code bank}, if the record has it. */
    public Optional<Bytes> digest(HashAlgorithm bank) {
        return Optional.ofNullable(digests.get(bank));
    }

    /**
     * Whether the string is what the digest in {@code bank} is of. A fact is as strong as the bank: whoever chose the
     * string can have found two for one SHA-1 digest, so a verdict asks a {@link HashAlgorithm#collisionResistant()}
     * one.
     */
    public Binding binding(HashAlgorithm bank) {
        if (keyed()) {
            return new Binding.UnboundByKind();
        }
        Bytes digest = digests.get(bank);
        if (digest == null) {
            return new Binding.Uncheckable("the record has no " + bank.bank() + " digest");
        }
        if (string.isEmpty()) {
            return new Binding.Uncheckable("the record does not say what was measured");
        }
        if (!bank.computable()) {
            return new Binding.Uncheckable(bank.bank() + " cannot be computed here");
        }
        Bytes computed = bank.hash(Bytes.ofUtf8(string.get()));
        return computed.equals(digest) ? new Binding.Bound(string.get()) : new Binding.Mismatch(computed, digest);
    }

    /** What was measured, in words. */
    public Description describe(HashAlgorithm bank) {
        return Description.of(this, bank);
    }

    /**
     * Whether the digest is an HMAC. The record itself says so, which is safe: a record that lies about it only loses
     * its binding.
     */
    private boolean keyed() {
        return isVolumeKey()
                || (register instanceof Register.NvIndex nv && nv.name().equals(Optional.of(CREDENTIALS)));
    }

    boolean isVolumeKey() {
        return eventType.equals(Optional.of(VOLUME_KEY));
    }
}
