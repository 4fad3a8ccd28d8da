package dev.touchstone.replay;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.ima.ImaRecord;
import java.security.DigestException;
import java.security.MessageDigest;

/** The template hash of one record after another, in the same few bytes. */
final class TemplateHash {

    private final MessageDigest digest;
    private final byte[] value;

    TemplateHash(HashAlgorithm algorithm) {
        this.digest = algorithm.newDigest();
        this.value = new byte[algorithm.size()];
    }

    void of(ImaRecord next) {
        next.digestInto(digest);
        finish(digest, value);
    }

    /** Of the last record, until the next. */
    byte[] value() {
        return value;
    }

    static void finish(MessageDigest digest, byte[] into) {
        try {
            digest.digest(into, 0, into.length);
        } catch (DigestException e) {
            throw new IllegalStateException("the value has the size of its digest", e);
        }
    }
}
