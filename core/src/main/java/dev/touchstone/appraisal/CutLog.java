package dev.touchstone.appraisal;

/**
 * A log known to lack its end, by the word of whoever keeps it: what was measured after the cut is not known. It is
 * only a claim, and so makes no verdict better than DRIFTED.
 */
public enum CutLog {
    /** The firmware ran out of room for its log: it extended a PCR and reported EFI_VOLUME_FULL. */
    FIRMWARE("firmware"),
    /** systemd could not complete a record, and marked its log with the sticky bit. */
    USERSPACE("userspace");

    private final String word;

    CutLog(String word) {
        this.word = word;
    }

    /** The log's name, as in reasons and on the wire. */
    public String word() {
        return word;
    }
}
