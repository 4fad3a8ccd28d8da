package dev.touchstone.log.firmware;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * One record of a firmware log.
 *
 * <p>Only the digests are covered by a quote, and only once the log has been replayed against one. The type and the
 * data are what the log claims.
 */
public final class FirmwareEvent {

    private final Bytes log;
    private final Layout layout;
    private final int index;
    private final int pcr;
    private final long typeCode;
    private final int digestsAt;
    private final int dataAt;
    private final int dataLength;

    FirmwareEvent(
            Bytes log, Layout layout, int index, int pcr, long typeCode, int digestsAt, int dataAt, int dataLength) {
        this.log = log;
        this.layout = layout;
        this.index = index;
        this.pcr = pcr;
        this.typeCode = typeCode;
        this.digestsAt = digestsAt;
        this.dataAt = dataAt;
        this.dataLength = dataLength;
    }

    /** The record's number in the log, from 0; the Spec ID event counts, so tpm2_eventlog's EventNum is the same. */
    public int index() {
        return index;
    }

    /** The PCR extended; −1 for an EV_NO_ACTION event that names none. */
    public int pcr() {
        return pcr;
    }

    /** The type the log claims, as a number. */
    public long untrustedTypeCode() {
        return typeCode;
    }

    /** The type the log claims, if it is one known here. */
    public Optional<EventType> untrustedType() {
        return EventType.ofCode(typeCode);
    }

    /** The name of the type the log claims, or its number in hex. */
    public String untrustedTypeName() {
        return untrustedType().map(EventType::name).orElseGet(() -> "0x%08x".formatted(typeCode));
    }

    /** Whether the log claims this type. */
    public boolean is(EventType type) {
        return typeCode == type.code();
    }

    /** Whether the event changed its PCR: EV_NO_ACTION never does (PC Client PFP §10.4.1). */
    public boolean extendsPcr() {
        return !is(EventType.EV_NO_ACTION);
    }

    /** Whether the log has a digest of {@code bank} for it. */
    public boolean covers(HashAlgorithm bank) {
        return layout.find(log, digestsAt, bank) >= 0;
    }

    /** The digest in {@code bank}; empty if the log has no such bank. */
    public Optional<Bytes> digest(HashAlgorithm bank) {
        int at = layout.find(log, digestsAt, bank);
        return at < 0 ? Optional.empty() : Optional.of(log.slice(at, at + bank.size()));
    }

    /** Whether {@code digest} is the one in {@code bank}, without a copy. */
    public boolean hasDigest(HashAlgorithm bank, Bytes digest) {
        int at = layout.find(log, digestsAt, bank);
        return at >= 0 && digest.length() == bank.size() && log.holds(digest, at);
    }

    /**
     * Feeds the digest in {@code bank} to {@code digest} without a copy.
     *
     * @return false if the log has no such bank
     */
    public boolean digestInto(HashAlgorithm bank, MessageDigest digest) {
        int at = layout.find(log, digestsAt, bank);
        if (at < 0) {
            return false;
        }
        log.digestInto(digest, at, at + bank.size());
        return true;
    }

    /** Bytes of event data. */
    public int dataLength() {
        return dataLength;
    }

    /** The event data, as logged. */
    public Bytes data() {
        return log.slice(dataAt, dataAt + dataLength);
    }

    @Override
    public String toString() {
        return "#" + index + " PCR " + pcr + " " + untrustedTypeName();
    }
}
