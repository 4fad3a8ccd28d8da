package dev.touchstone.bytes;

/** The one refusal of every parser here: the bytes are not what they claim to be. */
public final class MalformedException extends Exception {

    private final int offset;

    /**
     * @param offset bytes from the start of the structure being read to where it stopped making sense
     * @param message what was wrong, for a person
     */
    public MalformedException(int offset, String message) {
        super(message);
        this.offset = offset;
    }

    /** Bytes from the start of the structure being read to where it stopped making sense. */
    public int offset() {
        return offset;
    }
}
