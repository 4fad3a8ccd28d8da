package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.log.ima.ImaRecord;
import dev.touchstone.log.userspace.Register;
import dev.touchstone.log.userspace.UserspaceLog;
import dev.touchstone.log.userspace.UserspaceRecord;
import dev.touchstone.replay.FirmwareReplay;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where the logs lead each register to, to their very ends. */
final class PcrTable {

    private final FirmwareReplay firmware;
    private final UserspaceLog userspace;
    private final Optional<ImaLog> ima;

    PcrTable(FirmwareReplay firmware, UserspaceLog userspace, Optional<ImaLog> ima) {
        this.firmware = firmware;
        this.userspace = userspace;
        this.ima = ima;
    }

    /** The registers that some log extends. */
    List<ReplayedPcr> read(List<HashAlgorithm> banks) {
        int[] events = new int[FirmwareReplay.PCRS];
        firmware.log().events().stream().filter(FirmwareEvent::extendsPcr).forEach(e -> events[e.pcr()]++);
        return banks.stream().flatMap(bank -> new Bank(bank, events).read()).toList();
    }

    /** The registers of one bank, each log gone through once. */
    private final class Bank {

        private final HashAlgorithm bank;
        private final int[] events;
        private final Bytes[] values = new Bytes[FirmwareReplay.PCRS];
        private final int[] told = new int[FirmwareReplay.PCRS];
        private final long[] measured = new long[FirmwareReplay.PCRS];

        Bank(HashAlgorithm bank, int[] events) {
            this.bank = bank;
            this.events = events;
            Arrays.setAll(values, pcr -> firmware.value(bank, pcr));
        }

        Stream<ReplayedPcr> read() {
            userspace.records().forEach(this::extend);
            ima.map(ImaLog::records).orElse(List.of()).forEach(this::extend);
            return IntStream.range(0, FirmwareReplay.PCRS)
                    .filter(pcr -> events[pcr] + told[pcr] + measured[pcr] > 0)
                    .mapToObj(pcr ->
                            new ReplayedPcr(pcr, bank.bank(), values[pcr], events[pcr], told[pcr], measured[pcr]));
        }

        private void extend(UserspaceRecord record) {
            if (record.register() instanceof Register.Pcr(int pcr)) {
                record.digest(bank).ifPresent(digest -> {
                    values[pcr] = bank.extend(values[pcr], digest);
                    told[pcr]++;
                });
            }
        }

        /** As kernels since 5.8 do it. */
        private void extend(ImaRecord record) {
            Bytes digest = record.violation() ? Bytes.filled(bank.size(), 0xff) : record.templateHash(bank);
            values[record.pcr()] = bank.extend(values[record.pcr()], digest);
            measured[record.pcr()]++;
        }
    }
}
