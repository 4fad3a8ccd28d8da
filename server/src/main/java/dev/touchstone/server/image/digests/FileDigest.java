package dev.touchstone.server.image.digests;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Digest;

/**
 * A file and its content's digest.
 *
 * @param digest by SHA-256, SHA-384 or SHA-512
 * @param path where it lies, for people: a digest is looked for wherever a file is
 */
record FileDigest(Digest digest, String path) {

    private static final int MAX_PATH = 4096;

    FileDigest {
        if (!digest.algorithm().collisionResistant()) {
            throw new IllegalArgumentException(
                    digest.algorithm().jcaName() + " is too weak to tell files apart by: use SHA-256");
        }
        if (path.isEmpty() || path.length() > MAX_PATH || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a path has 1 to " + MAX_PATH + " characters");
        }
    }

    Bytes value() {
        return digest.value();
    }
}
