package dev.touchstone.agent.show;

import dev.touchstone.agent.evidence.BootLogs;
import dev.touchstone.agent.evidence.LogPaths;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.facts.Finding;
import dev.touchstone.facts.FindingCode.Severity;
import dev.touchstone.facts.Hints;
import dev.touchstone.facts.LogReading;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.log.userspace.UserspaceLog;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Logs, and what they say together.
 *
 * @param paths where they were
 * @param bytes as read
 * @param firmware the firmware's log
 * @param userspace systemd's, where there is one
 * @param ima IMA's, where there is one
 * @param reading what they say
 */
public record ShownLogs(
        LogPaths paths,
        BootLogs bytes,
        FirmwareLog firmware,
        Optional<UserspaceLog> userspace,
        Optional<ImaLog> ima,
        LogReading reading) {

    private static final UserspaceLog NONE = new UserspaceLog(List.of());

    /**
     * Reads {@code logs}.
     *
     * @param hints texts that may have been measured
     * @throws UnreadableLogException if one of them is no such log
     */
    public static ShownLogs read(LogPaths paths, BootLogs logs, Hints hints) throws UnreadableLogException {
        FirmwareLog firmware = firmware(paths, logs.firmware());
        Optional<UserspaceLog> userspace = logs.userspace().isEmpty()
                ? Optional.empty()
                : Optional.of(userspace(paths, logs.userspace().get()));
        Optional<ImaLog> ima = logs.ima().isEmpty()
                ? Optional.empty()
                : Optional.of(ima(paths, logs.ima().get()));
        LogReading reading = LogReading.of(firmware, userspace.orElse(NONE), ima, hints);
        return new ShownLogs(paths, logs, firmware, userspace, ima, reading);
    }

    /** Both forms begin with the PCR's number: in text, or in four bytes of which the last are zero. */
    private static ImaLog ima(LogPaths paths, Bytes list) throws UnreadableLogException {
        try {
            boolean ascii = !list.isEmpty() && list.at(list.length() > 1 ? 1 : 0) != 0;
            return ascii ? ImaLog.parseAscii(list) : ImaLog.parse(list);
        } catch (MalformedException e) {
            throw new UnreadableLogException("IMA list", paths.ima().orElseThrow(), e);
        }
    }

    private static FirmwareLog firmware(LogPaths paths, Bytes log) throws UnreadableLogException {
        try {
            return FirmwareLog.parse(log);
        } catch (MalformedException e) {
            throw new UnreadableLogException("firmware log", paths.firmware(), e);
        }
    }

    private static UserspaceLog userspace(LogPaths paths, Bytes log) throws UnreadableLogException {
        try {
            return UserspaceLog.parse(log);
        } catch (MalformedException e) {
            throw new UnreadableLogException("userspace log", paths.userspace(), e);
        }
    }

    /** The banks of either log. */
    public List<HashAlgorithm> banks() {
        Set<HashAlgorithm> banks = EnumSet.noneOf(HashAlgorithm.class);
        banks.addAll(firmware.banks());
        userspace.orElse(NONE).records().forEach(r -> banks.addAll(r.digests().keySet()));
        return List.copyOf(banks);
    }

    /** How bad the worst finding is. */
    public Optional<Severity> worst() {
        return findings().stream().map(f -> f.code().severity()).findFirst();
    }

    /** What is odd about them, the worst first. */
    public List<Finding> findings() {
        return reading.claimed().findings().stream().sorted(Finding.WORST_FIRST).toList();
    }
}
