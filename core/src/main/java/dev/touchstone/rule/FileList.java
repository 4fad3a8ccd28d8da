package dev.touchstone.rule;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.ima.ImaDigest;
import java.util.Collection;
import java.util.Set;

/**
 * A version of a named list of files, kept outside the rule that allows them. A version never changes, so its name and
 * number say all: lists are equal by these.
 *
 * @param digests of the files, SHA-256 or stronger; at least one
 */
public record FileList(String name, int version, Set<ImaDigest> digests) {

    public FileList {
        Listed.require(!digests.isEmpty(), "there is no file in version " + version + " of such a list");
        digests = strong(digests);
    }

    static Set<ImaDigest> strong(Collection<ImaDigest> digests) {
        digests.forEach(d -> Listed.require(
                d.algorithm().filter(HashAlgorithm::collisionResistant).isPresent(),
                "digests of files must be SHA-256 or stronger"));
        return Listed.of(digests);
    }

    /** {@code 7 files of debian-13@2}. */
    String text() {
        return Listed.count(digests.size(), "file") + " of " + name + "@" + version;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileList list && name.equals(list.name) && version == list.version;
    }

    @Override
    public int hashCode() {
        return name.hashCode() ^ version;
    }
}
