package dev.touchstone.server.reference;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;

/** A set's name and a version's number. */
@Embeddable
public record ReferenceVersionId(
        @Column(name = "set_name") String setName,
        @Column(name = "number") int number) implements Serializable {

    /**
     * The id that {@link #toString} gives.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ReferenceVersionId parse(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("no version: " + text);
        }
        return new ReferenceVersionId(text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
    }

    @Override
    public String toString() {
        return setName + "@" + number;
    }
}
