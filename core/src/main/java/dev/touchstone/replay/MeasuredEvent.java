package dev.touchstone.replay;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.log.userspace.UserspaceRecord;
import java.util.Optional;

/** One extension of a PCR, out of whichever log recorded it. Only its digest is covered by the quote. */
public sealed interface MeasuredEvent {

    /** The PCR extended. */
    int pcr();

    /** Position in its own log, from 0. */
    int index();

    /** The log it stands in: {@code firmware} or {@code userspace}. */
    String log();

    /** The digest extended in {@code bank}, if the log has it. */
    Optional<Bytes> digest(HashAlgorithm bank);

    /** Whether {@code digest} was extended in {@code bank}. */
    boolean hasDigest(HashAlgorithm bank, Bytes digest);

    /** The event's type as its log claims it. */
    String untrustedType();

    /** An event of the firmware log. */
    record Firmware(FirmwareEvent event) implements MeasuredEvent {
        @Override
        public int pcr() {
            return event.pcr();
        }

        @Override
        public int index() {
            return event.index();
        }

        @Override
        public String log() {
            return "firmware";
        }

        @Override
        public Optional<Bytes> digest(HashAlgorithm bank) {
            return event.digest(bank);
        }

        @Override
        public boolean hasDigest(HashAlgorithm bank, Bytes digest) {
            return event.hasDigest(bank, digest);
        }

        @Override
        public String untrustedType() {
            return event.untrustedTypeName();
        }
    }

    /** A record of systemd's userspace log. */
    record Userspace(int pcr, UserspaceRecord record) implements MeasuredEvent {
        @Override
        public int index() {
            return record.index();
        }

        @Override
        public String log() {
            return "userspace";
        }

        @Override
        public Optional<Bytes> digest(HashAlgorithm bank) {
            return record.digest(bank);
        }

        @Override
        public boolean hasDigest(HashAlgorithm bank, Bytes digest) {
            return record.digest(bank).equals(Optional.of(digest));
        }

        @Override
        public String untrustedType() {
            return record.eventType().orElse("systemd");
        }
    }
}
