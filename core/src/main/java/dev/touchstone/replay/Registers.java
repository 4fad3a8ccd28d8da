package dev.touchstone.replay;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.userspace.Register;
import dev.touchstone.log.userspace.UserspaceLog;
import dev.touchstone.log.userspace.UserspaceRecord;
import dev.touchstone.quote.VerifiedQuote;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/** The quoted PCRs that a log tells of, as the replay stands, each beside the value it must reach. */
final class Registers {

    private final FirmwareReplay firmware;
    private final List<Slot> slots = new ArrayList<>();
    private final SortedSet<Integer> unexplained = new TreeSet<>();
    private int mismatched;

    /**
     * @param banks the banks quoted that can be replayed
     * @param besides a PCR that another log is held against, if any
     */
    Registers(
            VerifiedQuote quote,
            FirmwareReplay firmware,
            UserspaceLog userspace,
            Collection<HashAlgorithm> banks,
            OptionalInt besides) {
        this.firmware = firmware;
        boolean[] told = told(firmware, userspace);
        for (HashAlgorithm bank : banks) {
            quote.pcrs(bank).forEach((pcr, value) -> {
                if (besides.isEmpty() || besides.getAsInt() != pcr) {
                    add(new Slot(bank, pcr, value, firmware), told[pcr]);
                }
            });
        }
        reset();
    }

    private void add(Slot slot, boolean told) {
        if (told) {
            slots.add(slot);
        } else if (!slot.matches()) {
            unexplained.add(slot.pcr);
        }
    }

    private static boolean[] told(FirmwareReplay firmware, UserspaceLog userspace) {
        boolean[] told = new boolean[FirmwareReplay.PCRS];
        for (int pcr = 0; pcr < told.length; pcr++) {
            told[pcr] = firmware.extensions(pcr) > 0;
        }
        for (UserspaceRecord userspaceRecord : userspace.records()) {
            if (userspaceRecord.register() instanceof Register.Pcr(int pcr)) {
                told[pcr] = true;
            }
        }
        return told;
    }

    /** Back to where the firmware log leaves off. */
    void reset() {
        mismatched = 0;
        for (Slot slot : slots) {
            slot.reset(firmware);
            mismatched += slot.matches() ? 0 : 1;
        }
    }

    /** Applies a record. It leaves a bank alone that it has no digest for, as TPM2_PCR_Extend does. */
    void extend(UserspaceRecord userspaceRecord) {
        if (userspaceRecord.register() instanceof Register.Pcr(int pcr)) {
            for (Slot slot : slots) {
                if (slot.pcr == pcr) {
                    mismatched -= slot.matches() ? 0 : 1;
                    userspaceRecord.digest(slot.bank).ifPresent(slot::extend);
                    mismatched += slot.matches() ? 0 : 1;
                }
            }
        }
    }

    /** How many PCRs are not at their quoted value. */
    int mismatched() {
        return mismatched;
    }

    List<ReplayFailure> mismatches() {
        return slots.stream().filter(s -> !s.matches()).map(Slot::mismatch).toList();
    }

    /** Quoted PCRs not where they start from, of which no log has a word. */
    SortedSet<Integer> unexplained() {
        return unexplained;
    }

    /** One PCR of one bank. */
    private static final class Slot {

        private final HashAlgorithm bank;
        private final int pcr;
        private final Bytes target;
        private Bytes current;
        private int extensions;

        Slot(HashAlgorithm bank, int pcr, Bytes target, FirmwareReplay firmware) {
            this.bank = bank;
            this.pcr = pcr;
            this.target = target;
            this.current = firmware.value(bank, pcr);
        }

        void reset(FirmwareReplay firmware) {
            current = firmware.value(bank, pcr);
            extensions = firmware.extensions(pcr);
        }

        void extend(Bytes digest) {
            current = bank.extend(current, digest);
            extensions++;
        }

        boolean matches() {
            return current.equals(target);
        }

        ReplayFailure mismatch() {
            return new ReplayFailure.PcrMismatch(bank, pcr, target, current, extensions);
        }
    }
}
