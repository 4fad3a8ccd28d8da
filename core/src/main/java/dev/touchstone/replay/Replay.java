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
import java.util.Optional;

/**
 * Holds a boot's logs against its quote: firmware, then userspace, PCR by PCR, in every bank quoted. The userspace log
 * is appended to while the quote is taken, so it may run ahead; one cut of it must satisfy all PCRs jointly, and what
 * lies beyond is not part of the boot.
 */
public final class Replay {

    private final VerifiedQuote quote;
    private final FirmwareReplay firmware;
    private final UserspaceLog userspace;

    private Replay(VerifiedQuote quote, FirmwareReplay firmware, UserspaceLog userspace) {
        this.quote = quote;
        this.firmware = firmware;
        this.userspace = userspace;
    }

    /** Replays the logs that came with {@code quote}. */
    public static ReplayOutcome of(VerifiedQuote quote, FirmwareReplay firmware, UserspaceLog userspace) {
        return new Replay(quote, firmware, userspace).run();
    }

    private ReplayOutcome run() {
        List<ReplayFailure> failures = new ArrayList<>();
        List<HashAlgorithm> measured = new ArrayList<>();
        for (PcrSelection.Bank bank : quote.selection().banks()) {
            unmeasured(bank).ifPresentOrElse(failures::add, () -> measured.add(bank.algorithm()));
        }
        Registers registers = new Registers(quote, firmware, userspace, measured);
        int cut = cut(registers);
        failures.addAll(registers.mismatches());
        return failures.isEmpty()
                ? new ReplayOutcome.Replayed(new ReplayedBoot(quote, events(cut), registers.unexplained()))
                : new ReplayOutcome.Contradicted(failures);
    }

    /** A log without a single event says nothing about banks: its PCRs are left unexplained one by one. */
    private Optional<ReplayFailure> unmeasured(PcrSelection.Bank bank) {
        HashAlgorithm algorithm = bank.algorithm();
        boolean empty = firmware.log().events().isEmpty();
        if (!algorithm.computable() || (!empty && !firmware.covers(algorithm))) {
            return Optional.of(new ReplayFailure.BankWithoutLog(algorithm));
        }
        boolean extended = bank.pcrs().stream().anyMatch(pcr -> firmware.extensions(pcr) > 0);
        return extended && isAllZero(algorithm)
                ? Optional.of(new ReplayFailure.BankNotAllocated(algorithm))
                : Optional.empty();
    }

    private boolean isAllZero(HashAlgorithm bank) {
        return quote.pcrs(bank).values().stream().allMatch(v -> v.consistsOf(0));
    }

    /**
     * Number of userspace records that happened before the quote: as many as leave the fewest PCRs amiss, none if the
     * logs are right. Leaves the registers at that cut.
     */
    private int cut(Registers registers) {
        List<UserspaceRecord> records = userspace.records();
        int cut = 0;
        int fewest = registers.mismatched();
        for (int i = 0; i < records.size(); i++) {
            registers.extend(records.get(i));
            if (registers.mismatched() <= fewest) {
                fewest = registers.mismatched();
                cut = i + 1;
            }
        }
        if (cut < records.size()) {
            registers.reset();
            records.subList(0, cut).forEach(registers::extend);
        }
        return cut;
    }

    private List<MeasuredEvent> events(int cut) {
        boolean[] quoted = new boolean[FirmwareReplay.PCRS];
        quote.selection().banks().forEach(bank -> bank.pcrs().forEach(pcr -> quoted[pcr] = true));
        List<MeasuredEvent> events = new ArrayList<>();
        for (FirmwareEvent event : firmware.log().events()) {
            if (event.extendsPcr() && quoted[event.pcr()]) {
                events.add(new MeasuredEvent.Firmware(event));
            }
        }
        for (UserspaceRecord userspaceRecord : userspace.records().subList(0, cut)) {
            if (userspaceRecord.register() instanceof Register.Pcr(int pcr) && quoted[pcr]) {
                events.add(new MeasuredEvent.Userspace(pcr, userspaceRecord));
            }
        }
        return events;
    }
}
