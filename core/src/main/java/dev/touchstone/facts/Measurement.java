package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Digest;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.event.EventContent;
import dev.touchstone.event.ReadEvent;
import dev.touchstone.log.userspace.Binding;
import dev.touchstone.log.userspace.UserspaceRecord;
import dev.touchstone.replay.MeasuredEvent;
import java.util.List;
import java.util.Optional;

/** One extension of a PCR, read in the banks that count. */
sealed interface Measurement {

    MeasuredEvent source();

    /** The banks its PCR was quoted in, the strongest first. */
    List<HashAlgorithm> banks();

    /** Whether its digest vouches for all it says. */
    boolean bound();

    /** By the firmware's log. */
    record Firmware(MeasuredEvent source, List<HashAlgorithm> banks, ReadEvent read) implements Measurement {

        @Override
        public boolean bound() {
            return read.bound();
        }
    }

    /** By systemd's log. */
    record Userspace(MeasuredEvent source, List<HashAlgorithm> banks, UserspaceRecord told) implements Measurement {

        @Override
        public boolean bound() {
            return string().isPresent();
        }

        /** What was measured, if every bank vouches for it. */
        Optional<String> string() {
            boolean everywhere = !banks.isEmpty()
                    && banks.stream()
                            .filter(HashAlgorithm::computable)
                            .allMatch(b -> told.binding(b) instanceof Binding.Bound);
            return everywhere ? told.string() : Optional.empty();
        }

        /** Whether the record says of itself that its digest is a keyed one. */
        boolean keyed() {
            return banks.stream().anyMatch(b -> told.binding(b) instanceof Binding.UnboundByKind);
        }

        /** Whether some digest is of another string. */
        boolean contradicted() {
            return banks.stream().anyMatch(b -> told.binding(b) instanceof Binding.Mismatch);
        }
    }

    static Measurement of(MeasuredEvent source, List<HashAlgorithm> banks) {
        return switch (source) {
            case MeasuredEvent.Firmware(var event) -> new Firmware(source, banks, ReadEvent.of(event, banks));
            case MeasuredEvent.Userspace(int _, var told) -> new Userspace(source, banks, told);
        };
    }

    default int pcr() {
        return source().pcr();
    }

    default int index() {
        return source().index();
    }

    /** What the firmware's log says, bound or not; nothing for a record of another log. */
    default Optional<EventContent> content() {
        return this instanceof Firmware firmware ? Optional.of(firmware.read.content()) : Optional.empty();
    }

    /** The content if its digest vouches for it. */
    default Optional<EventContent> boundContent() {
        return bound() ? content() : Optional.empty();
    }

    /** The digest in the strongest bank that the log has. */
    default Optional<Digest> digest() {
        for (HashAlgorithm bank : banks()) {
            Optional<Bytes> value = source().digest(bank);
            if (value.isPresent()) {
                return Optional.of(new Digest(bank, value.get()));
            }
        }
        return Optional.empty();
    }
}
