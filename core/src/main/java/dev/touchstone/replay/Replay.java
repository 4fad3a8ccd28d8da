package dev.touchstone.replay;

import dev.touchstone.bytes.Bytes;
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
import java.util.OptionalInt;

/**
 * Holds a boot's logs against its quote: firmware, then userspace, PCR by PCR, in every bank quoted. The userspace log
 * is appended to while the quote is taken, so it may run ahead; one cut of it must satisfy all PCRs jointly, and what
 * lies beyond is not part of the boot. IMA's list comes last in its own PCR, and is cut there in the same way.
 */
public final class Replay {

    private final VerifiedQuote quote;
    private final FirmwareReplay firmware;
    private final UserspaceLog userspace;
    private final Optional<ImaEvidence> ima;

    private Replay(VerifiedQuote quote, FirmwareReplay firmware, UserspaceLog userspace, Optional<ImaEvidence> ima) {
        this.quote = quote;
        this.firmware = firmware;
        this.userspace = userspace;
        this.ima = ima;
    }

    /** Replays the logs that came with {@code quote}; IMA's PCR is left unexplained. */
    public static ReplayOutcome of(VerifiedQuote quote, FirmwareReplay firmware, UserspaceLog userspace) {
        return new Replay(quote, firmware, userspace, Optional.empty()).run();
    }

    /**
     * Replays the logs that came with {@code quote}, IMA's list among them.
     *
     * @throws IllegalArgumentException if the list was taken up where not every quoted bank of IMA's PCR is known:
     *     {@link ImaCheckpoint#covers} tells beforehand
     */
    public static ReplayOutcome of(
            VerifiedQuote quote, FirmwareReplay firmware, UserspaceLog userspace, ImaEvidence ima) {
        return new Replay(quote, firmware, userspace, Optional.of(ima)).run();
    }

    private ReplayOutcome run() {
        List<ReplayFailure> failures = new ArrayList<>();
        List<HashAlgorithm> measured = new ArrayList<>();
        for (PcrSelection.Bank bank : quote.selection().banks()) {
            unmeasured(bank).ifPresentOrElse(failures::add, () -> measured.add(bank.algorithm()));
        }
        OptionalInt imaPcr = ima.map(i -> OptionalInt.of(i.pcr())).orElse(OptionalInt.empty());
        Registers registers = new Registers(quote, firmware, userspace, measured, imaPcr);
        int cut = cut(registers);
        failures.addAll(registers.mismatches());
        Optional<ReplayedIma> bound = ima.flatMap(list -> ima(list, measured, cut, failures));
        return failures.isEmpty()
                ? new ReplayOutcome.Replayed(new ReplayedBoot(quote, events(cut), registers.unexplained(), bound))
                : new ReplayOutcome.Contradicted(failures);
    }

    /** A list whose PCR was not quoted is not bound by anything. */
    private Optional<ReplayedIma> ima(
            ImaEvidence list, List<HashAlgorithm> measured, int cut, List<ReplayFailure> failures) {
        List<ImaBank> banks = new ArrayList<>();
        for (HashAlgorithm bank : measured) {
            quote.pcrs()
                    .value(bank, list.pcr())
                    .ifPresent(quoted -> banks.add(new ImaBank(bank, start(list, bank, cut), quoted)));
        }
        if (banks.isEmpty()) {
            return Optional.empty();
        }
        return switch (new ImaReplay(list, banks).run(firmware)) {
            case ImaReplay.Outcome.Bound(ReplayedIma bound) -> Optional.of(bound);
            case ImaReplay.Outcome.Contradicted(List<ReplayFailure> found) -> {
                failures.addAll(found);
                yield Optional.empty();
            }
        };
    }

    private Bytes start(ImaEvidence list, HashAlgorithm bank, int cut) {
        if (list.from().records() == 0) {
            return beforeIma(list.pcr(), bank, cut);
        }
        Bytes start = list.from().values().get(bank);
        if (start == null) {
            throw new IllegalArgumentException("the list is taken up without a value of the " + bank + " bank");
        }
        return start;
    }

    private Bytes beforeIma(int pcr, HashAlgorithm bank, int cut) {
        Bytes value = firmware.value(bank, pcr);
        for (UserspaceRecord userspaceRecord : userspace.records().subList(0, cut)) {
            if (userspaceRecord.register().equals(new Register.Pcr(pcr))) {
                Bytes before = value;
                value = userspaceRecord
                        .digest(bank)
                        .map(d -> bank.extend(before, d))
                        .orElse(before);
            }
        }
        return value;
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
