package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.log.ima.ImaRecord;
import dev.touchstone.log.userspace.Register;
import dev.touchstone.log.userspace.UserspaceLog;
import dev.touchstone.replay.FirmwareReplay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        List<ReplayedPcr> pcrs = new ArrayList<>();
        for (HashAlgorithm bank : banks) {
            for (int pcr = 0; pcr < FirmwareReplay.PCRS; pcr++) {
                ReplayedPcr replayed = replayed(bank, pcr);
                if (replayed.firmwareEvents() + replayed.userspaceRecords() + replayed.imaRecords() > 0) {
                    pcrs.add(replayed);
                }
            }
        }
        return pcrs;
    }

    private ReplayedPcr replayed(HashAlgorithm bank, int pcr) {
        Bytes value = firmware.value(bank, pcr);
        List<Bytes> told = userspace.records().stream()
                .filter(r -> r.register().equals(new Register.Pcr(pcr)))
                .flatMap(r -> r.digest(bank).stream())
                .toList();
        for (Bytes digest : told) {
            value = bank.extend(value, digest);
        }
        long records = 0;
        for (ImaRecord measured : ima.map(ImaLog::records).orElse(List.of())) {
            if (measured.pcr() == pcr) {
                value = bank.extend(value, extension(measured, bank));
                records++;
            }
        }
        return new ReplayedPcr(pcr, bank.bank(), value, events(pcr), told.size(), records);
    }

    /** As kernels since 5.8 do it. */
    private static Bytes extension(ImaRecord measured, HashAlgorithm bank) {
        return measured.violation() ? Bytes.filled(bank.size(), 0xff) : measured.templateHash(bank);
    }

    private int events(int pcr) {
        return (int) firmware.log().events().stream()
                .filter(FirmwareEvent::extendsPcr)
                .filter(e -> e.pcr() == pcr)
                .count();
    }
}
