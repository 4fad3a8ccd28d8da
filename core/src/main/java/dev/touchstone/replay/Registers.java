package dev.touchstone.replay;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.userspace.Register;
import dev.touchstone.log.userspace.UserspaceRecord;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.tpm.PcrSelection;
import java.util.ArrayList;
import java.util.List;

/** The quoted PCRs as the replay stands, each beside the value it must reach. */
final class Registers {

    private final FirmwareReplay firmware;
    private final List<Slot> slots = new ArrayList<>();
    private final boolean[] quoted = new boolean[FirmwareReplay.PCRS];
    private int mismatches;

    Registers(VerifiedQuote quote, FirmwareReplay firmware) {
        this.firmware = firmware;
        for (PcrSelection.Bank bank : quote.selection().banks()) {
            quote.pcrs(bank.algorithm()).forEach((pcr, value) -> {
                quoted[pcr] = true;
                slots.add(new Slot(bank.algorithm(), pcr, value));
            });
        }
        reset();
    }

    /** Back to where the firmware log leaves off. */
    void reset() {
        mismatches = 0;
        for (Slot slot : slots) {
            slot.current = firmware.value(slot.bank, slot.pcr);
            slot.extensions = firmware.extensions(slot.pcr);
            mismatches += slot.matches() ? 0 : 1;
        }
    }

    /** Applies a record; one that lacks a quoted bank's digest leaves that bank, which then cannot match. */
    void extend(UserspaceRecord userspaceRecord) {
        if (!(userspaceRecord.register() instanceof Register.Pcr(int pcr)) || !quoted[pcr]) {
            return;
        }
        for (Slot slot : slots) {
            if (slot.pcr == pcr) {
                extend(slot, userspaceRecord);
            }
        }
    }

    private void extend(Slot slot, UserspaceRecord userspaceRecord) {
        Bytes digest = userspaceRecord.digests().get(slot.bank);
        if (digest == null) {
            return;
        }
        mismatches -= slot.matches() ? 0 : 1;
        slot.current = slot.bank.extend(slot.current, digest);
        slot.extensions++;
        mismatches += slot.matches() ? 0 : 1;
    }

    boolean allMatch() {
        return mismatches == 0;
    }

    boolean isQuoted(int pcr) {
        return quoted[pcr];
    }

    List<Slot> mismatches() {
        return slots.stream().filter(s -> !s.matches()).toList();
    }

    /** One PCR of one bank. */
    static final class Slot {

        private final HashAlgorithm bank;
        private final int pcr;
        private final Bytes target;
        private Bytes current = Bytes.EMPTY;
        private int extensions;

        Slot(HashAlgorithm bank, int pcr, Bytes target) {
            this.bank = bank;
            this.pcr = pcr;
            this.target = target;
        }

        int pcr() {
            return pcr;
        }

        boolean matches() {
            return current.equals(target);
        }

        ReplayFailure mismatch() {
            return new ReplayFailure.PcrMismatch(bank, pcr, target, current, extensions);
        }
    }
}
