package dev.touchstone.log.ima;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** One record of the measurement list. All of it is what the list claims until it is replayed against a quote. */
public final class ImaRecord {

    private static final int PCR_SIZE = 4;
    private static final int LENGTH_SIZE = 4;
    private static final Bytes PADDING = Bytes.filled(Template.ORIGINAL_MAX_PATH + 1, 0);

    private final Bytes raw;
    private final HashAlgorithm headerAlgorithm;
    private final int index;
    private final int at;
    private final int nameAt;
    private final int nameLength;
    private final int end;

    ImaRecord(Bytes raw, HashAlgorithm headerAlgorithm, int index, int at, int end) {
        this.raw = raw;
        this.headerAlgorithm = headerAlgorithm;
        this.index = index;
        this.at = at;
        this.nameAt = at + PCR_SIZE + headerAlgorithm.size() + LENGTH_SIZE;
        this.nameLength = (int) raw.u32le(nameAt - LENGTH_SIZE);
        this.end = end;
    }

    /** The record's number among those sent, from 0; where the list was sent from record n, n comes on top. */
    public int index() {
        return index;
    }

    /** The PCR extended, 0–23. */
    public int pcr() {
        return (int) raw.u32le(at);
    }

    /** The template hash as the list carries it; all zero for a violation. */
    public Bytes headerDigest() {
        return raw.slice(headerAt(), headerAt() + headerAlgorithm.size());
    }

    /** The template's name: printable ASCII, 128 bytes at most. */
    public String template() {
        return raw.toText(StandardCharsets.US_ASCII, nameAt, nameAt + nameLength);
    }

    /**
     * Whether the kernel invalidated the PCR: a file was written while it was measured, or the other way round (ToMToU,
     * open writers).
     */
    public boolean violation() {
        for (int i = headerAt(); i < headerAt() + headerAlgorithm.size(); i++) {
            if (raw.at(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The template data as it stands in the list: fields with their sizes; for {@code ima} the digest has none. */
    public Bytes templateData() {
        return raw.slice(dataAt(), end);
    }

    /**
     * The template hash: of the data, sizes included; for {@code ima} of the digest and of the path padded with zeros
     * to 256 bytes.
     *
     * @throws IllegalStateException if the algorithm cannot be computed
     */
    public Bytes templateHash(HashAlgorithm algorithm) {
        MessageDigest digest = algorithm.newDigest();
        digestInto(digest);
        return Bytes.of(digest.digest());
    }

    /** Feeds what the template hash is of to {@code digest}, without a copy. */
    public void digestInto(MessageDigest digest) {
        int dataAt = dataAt();
        if (isOriginal()) {
            int pathAt = dataAt + Template.ORIGINAL_DIGEST + LENGTH_SIZE;
            raw.digestInto(digest, dataAt, dataAt + Template.ORIGINAL_DIGEST);
            raw.digestInto(digest, pathAt, end);
            PADDING.digestInto(digest, 0, PADDING.length() - (end - pathAt));
        } else {
            raw.digestInto(digest, dataAt, end);
        }
    }

    /** Whether the header's digest is the hash of the data, by the header's algorithm: SHA-1 unless said otherwise. */
    public boolean headerMatches() {
        return hasHeaderDigest(templateHash(headerAlgorithm).toArray());
    }

    /** Whether {@code digest} is the header's, without a copy. */
    public boolean hasHeaderDigest(byte[] digest) {
        boolean same = digest.length == headerAlgorithm.size();
        for (int i = 0; same && i < digest.length; i++) {
            same = raw.at(headerAt() + i) == (digest[i] & 0xff);
        }
        return same;
    }

    /** What was measured, as far as the data can be read. */
    public ImaEntry entry() {
        return EntryReader.read(this);
    }

    boolean isOriginal() {
        return Template.isOriginal(raw, nameAt, nameLength);
    }

    private int headerAt() {
        return at + PCR_SIZE;
    }

    private int dataAt() {
        return nameAt + nameLength + (isOriginal() ? 0 : LENGTH_SIZE);
    }

    @Override
    public String toString() {
        return "#" + index + " PCR " + pcr() + " " + template();
    }
}
