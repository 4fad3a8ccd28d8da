package dev.touchstone.server.attestation;

import dev.touchstone.replay.ImaCheckpoint;

/**
 * What an attestation used of its boot's IMA list as stored.
 *
 * @param chain which telling of the list; 0 where nothing of it is stored
 * @param from how many records were accounted for before
 * @param to how many are with it
 */
public record UsedIma(int chain, long from, long to) {

    /** The same with all that was accounted for before. */
    UsedIma whole() {
        return new UsedIma(chain, 0, to);
    }

    /**
     * From where a list may be taken up.
     *
     * @param chain as in {@link UsedIma}
     */
    record Head(int chain, ImaCheckpoint checkpoint) {

        static final Head START = new Head(0, ImaCheckpoint.ZERO);
    }
}
