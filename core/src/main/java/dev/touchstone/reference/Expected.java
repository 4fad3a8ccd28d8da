package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import java.util.Optional;
import java.util.Set;

/** What the nearest variant of a component asks for in one PCR. */
sealed interface Expected {

    /** The component, such as {@code 400-os}. */
    String component();

    /** In words. */
    String text();

    /** One event with a known digest. */
    record One(String component, ReferenceRecord reference) implements Expected {
        @Override
        public String text() {
            return reference.text();
        }
    }

    /** One event that is this host's own. */
    record Own(String component, Variant.Slot slot, Optional<ReferenceRecord> accepted) implements Expected {
        @Override
        public String text() {
            return slot.text();
        }
    }

    /**
     * Any number of events.
     *
     * @param allowed which; none for whatever comes
     */
    record Run(String component, String text, Optional<Set<Bytes>> allowed) implements Expected {
        boolean admits(Bytes digest) {
            return allowed.filter(digests -> !digests.contains(digest)).isEmpty();
        }
    }
}
