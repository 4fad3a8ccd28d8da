package dev.touchstone.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.replay.MeasuredEvent;
import dev.touchstone.rule.RuleFailure;
import java.util.Optional;
import java.util.OptionalInt;

/** One way in which a boot departs from what is approved. */
public sealed interface Difference {

    /** The PCR concerned; none for a rule about more than one. */
    OptionalInt pcr();

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
        public OptionalInt pcr() {
            return OptionalInt.of(measured.pcr());
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
        public OptionalInt pcr() {
            return OptionalInt.of(reference.pcr());
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
        public OptionalInt pcr() {
            return OptionalInt.of(measured.pcr());
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
    record Value(String component, int register, int position, Optional<Bytes> expected, Optional<Bytes> actual)
            implements Difference {
        @Override
        public OptionalInt pcr() {
            return OptionalInt.of(register);
        }

        @Override
        public Optional<MeasuredEvent> event() {
            return Optional.empty();
        }
    }

    /**
     * In the place of a host-unique component stands something that was not accepted of this host, or nothing.
     *
     * @param slot its place
     * @param expected what was accepted of the host, if anything was
     * @param event what came, if anything did
     */
    record HostValue(
            String component,
            Variant.Slot slot,
            int position,
            Optional<Bytes> expected,
            Optional<Bytes> actual,
            Optional<MeasuredEvent> event)
            implements Difference {
        @Override
        public OptionalInt pcr() {
            return OptionalInt.of(slot.pcr());
        }
    }

    /** A rule does not hold. */
    record RuleFailed(String component, RuleFailure failure, int position) implements Difference {
        @Override
        public OptionalInt pcr() {
            return failure.pcr();
        }

        @Override
        public Optional<MeasuredEvent> event() {
            return Optional.empty();
        }

        @Override
        public Optional<Bytes> expected() {
            return Optional.empty();
        }

        @Override
        public Optional<Bytes> actual() {
            return Optional.empty();
        }
    }
}
