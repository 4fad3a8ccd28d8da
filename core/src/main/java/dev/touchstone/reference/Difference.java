package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.replay.MeasuredEvent;
import java.util.Optional;

/** One way in which a boot departs from what is approved. */
public sealed interface Difference {

    /** The PCR concerned. */
    int pcr();

    /** The component concerned, such as {@code 400-os}. */
    String component();

    /** Place in the boot at which it shows. */
    int position();

    /** The approved digest or value, if there is one. */
    Optional<Bytes> expected();

    /** The measured digest or value, if there is one. */
    Optional<Bytes> actual();

    /** The measured event, if there is one. */
    Optional<MeasuredEvent> event();

    /** Another event stands where an approved one was expected. */
    record Changed(
            String component,
            ReferenceRecord reference,
            Bytes golden,
            Bytes digest,
            int position,
            MeasuredEvent measured)
            implements Difference {
        @Override
        public int pcr() {
            return measured.pcr();
        }

        @Override
        public Optional<MeasuredEvent> event() {
            return Optional.of(measured);
        }

        @Override
        public Optional<Bytes> expected() {
            return Optional.of(golden);
        }

        @Override
        public Optional<Bytes> actual() {
            return Optional.of(digest);
        }
    }

    /** An approved event did not happen; {@code position} is where it should have. */
    record Missing(String component, ReferenceRecord reference, Optional<Bytes> expected, int position)
            implements Difference {
        @Override
        public int pcr() {
            return reference.pcr();
        }

        @Override
        public Optional<MeasuredEvent> event() {
            return Optional.empty();
        }

        @Override
        public Optional<Bytes> actual() {
            return Optional.empty();
        }
    }

    /** An event happened that nothing approved accounts for. */
    record Extra(String component, Bytes digest, int position, MeasuredEvent measured) implements Difference {
        @Override
        public int pcr() {
            return measured.pcr();
        }

        @Override
        public Optional<MeasuredEvent> event() {
            return Optional.of(measured);
        }

        @Override
        public Optional<Bytes> expected() {
            return Optional.empty();
        }

        @Override
        public Optional<Bytes> actual() {
            return Optional.of(digest);
        }
    }

    /** The final value of a PCR is not a golden one. */
    record Value(String component, int pcr, int position, Optional<Bytes> expected, Optional<Bytes> actual)
            implements Difference {
        @Override
        public Optional<MeasuredEvent> event() {
            return Optional.empty();
        }
    }
}
