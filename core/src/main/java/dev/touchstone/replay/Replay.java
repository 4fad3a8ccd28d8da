package dev.touchstone.replay;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.log.userspace.Register;
import dev.touchstone.log.userspace.UserspaceLog;
import dev.touchstone.log.userspace.UserspaceRecord;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.tpm.PcrSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds a boot's logs against its quote: firmware, then userspace, PCR by PCR, in every bank quoted. The userspace log
 * is appended to while the quote is taken, so it may run ahead; one cut of it must satisfy all PCRs jointly, and what
 * lies beyond is not part of the boot.
 */
public final class Replay {

    private final VerifiedQuote quote;
    private final FirmwareReplay firmware;
    private final UserspaceLog userspace;
    private final Registers registers;

    private Replay(VerifiedQuote quote, FirmwareReplay firmware, UserspaceLog userspace) {
        this.quote = quote;
        this.firmware = firmware;
        this.userspace = userspace;
        this.registers = new Registers(quote, firmware);
    }

    /** Replays the logs that came with {@code quote}. */
    public static ReplayOutcome of(VerifiedQuote quote, FirmwareReplay firmware, UserspaceLog userspace) {
        return new Replay(quote, firmware, userspace).run();
    }

    private ReplayOutcome run() {
        List<ReplayFailure> failures = new ArrayList<>(unmeasuredBanks());
        if (!failures.isEmpty()) {
            return new ReplayOutcome.Contradicted(failures);
        }
        int cut = longestCut();
        Set<Integer> unexplained = new TreeSet<>();
        for (Registers.Slot slot : registers.mismatches()) {
            if (isExtendedBy(slot.pcr())) {
                failures.add(slot.mismatch());
            } else {
                unexplained.add(slot.pcr());
            }
        }
        return failures.isEmpty()
                ? new ReplayOutcome.Replayed(new ReplayedBoot(quote, events(cut), unexplained))
                : new ReplayOutcome.Contradicted(failures);
    }

    /** A log without a single event says nothing about banks: its PCRs are left unexplained one by one. */
    private List<ReplayFailure> unmeasuredBanks() {
        if (firmware.log().events().isEmpty()) {
            return List.of();
        }
        List<ReplayFailure> failures = new ArrayList<>();
        for (PcrSelection.Bank bank : quote.selection().banks()) {
            HashAlgorithm algorithm = bank.algorithm();
            if (!firmware.covers(algorithm)) {
                failures.add(new ReplayFailure.BankWithoutLog(algorithm));
            } else if (isAllZero(bank) && bank.pcrs().stream().anyMatch(p -> firmware.extensions(p) > 0)) {
                failures.add(new ReplayFailure.BankNotAllocated(algorithm));
            }
        }
        return failures;
    }

    private boolean isAllZero(PcrSelection.Bank bank) {
        return quote.pcrs(bank.algorithm()).values().stream().allMatch(v -> v.consistsOf(0));
    }

    /** Number of userspace records that happened before the quote; leaves the registers at that cut. */
    private int longestCut() {
        List<UserspaceRecord> records = userspace.records();
        int cut = registers.allMatch() ? 0 : -1;
        for (int i = 0; i < records.size(); i++) {
            registers.extend(records.get(i));
            if (registers.allMatch()) {
                cut = i + 1;
            }
        }
        if (cut < 0 || cut == records.size()) {
            return records.size();
        }
        registers.reset();
        records.subList(0, cut).forEach(registers::extend);
        return cut;
    }

    private boolean isExtendedBy(int pcr) {
        return firmware.extensions(pcr) > 0
                || userspace.records().stream().anyMatch(r -> r.register().equals(new Register.Pcr(pcr)));
    }

    private List<MeasuredEvent> events(int cut) {
        List<MeasuredEvent> events = new ArrayList<>();
        for (FirmwareEvent event : firmware.log().events()) {
            if (event.extendsPcr() && registers.isQuoted(event.pcr())) {
                events.add(new MeasuredEvent.Firmware(event));
            }
        }
        for (UserspaceRecord userspaceRecord : userspace.records().subList(0, cut)) {
            if (userspaceRecord.register() instanceof Register.Pcr(int pcr) && registers.isQuoted(pcr)) {
                events.add(new MeasuredEvent.Userspace(pcr, userspaceRecord));
            }
        }
        return events;
    }
}
