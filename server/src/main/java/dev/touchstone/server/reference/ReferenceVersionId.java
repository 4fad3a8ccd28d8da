package dev.touchstone.server.reference;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;

/** A set's name and a version's number. */
@Embeddable
record ReferenceVersionId(
        @Column(name = "set_name") String setName,
        @Column(name = "number") int number) implements Serializable {

    @Override
    public String toString() {
        return setName + "@" + number;
    }
}
