package dev.touchstone.agent.evidence;

import dev.touchstone.agent.evidence.Evidence.UserspaceLog;
import dev.touchstone.agent.tpm.AttestationKey;
import dev.touchstone.agent.tpm.PcrSelection;
import dev.touchstone.agent.tpm.TpmDevice;
import dev.touchstone.agent.tpm.TpmDeviceException;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Quotes first, then reads the logs: a log may be longer than its quote, which the server can cut, never shorter. */
public final class EvidenceCollector {

    private static final int S_ISVTX = 0x200;

    private final TpmDevice tpm;
    private final LogPaths logs;

    /** Collects from {@code tpm} and {@code logs}. */
    public EvidenceCollector(TpmDevice tpm, LogPaths logs) {
        this.tpm = tpm;
        this.logs = logs;
    }

    /** Quotes {@code selection} over {@code nonce} and reads the logs behind it. */
    public Evidence collect(AttestationKey key, Bytes nonce, List<PcrSelection> selection)
            throws EvidenceException, TpmDeviceException, InterruptedException {
        QuotedPcrs quoted;
        Optional<UserspaceLog> userspace;
        if (Files.exists(logs.userspace())) {
            try (SharedLock _ = SharedLock.acquire(logs.userspace(), SharedLock.PATIENCE)) {
                quoted = QuotedPcrs.take(tpm, key, nonce, selection);
                userspace = Optional.of(
                        new UserspaceLog(LogFile.read("userspace log", logs.userspace()), cut(logs.userspace())));
            }
        } else {
            quoted = QuotedPcrs.take(tpm, key, nonce, selection);
            userspace = Optional.empty();
        }
        Bytes firmware = LogFile.read("firmware log", logs.firmware());
        Evidence evidence =
                new Evidence(quoted.quote(), quoted.values(), firmware, userspace, Optional.empty(), Optional.empty());
        return logs.ima().isPresent() ? withIma(evidence, logs.ima().get()) : evidence;
    }

    /** Not every kernel has a list, and not every account may read it: a host without one attests all the same. */
    private static Evidence withIma(Evidence evidence, Path path) throws EvidenceException {
        String boot = boot(evidence);
        if (!Files.exists(path)) {
            return evidence.withoutIma("there is none at " + path);
        }
        try {
            ImaList list = ImaList.of(boot, LogFile.read("IMA list", path));
            return new Evidence(
                    evidence.quote(),
                    evidence.pcrs(),
                    evidence.firmware(),
                    evidence.userspace(),
                    Optional.of(list),
                    Optional.empty());
        } catch (EvidenceException e) {
            return evidence.withoutIma(String.valueOf(e.getMessage()));
        }
    }

    private static String boot(Evidence evidence) throws EvidenceException {
        try {
            return BootCount.of(evidence.quote().attest()).toString();
        } catch (MalformedException e) {
            throw EvidenceException.lasting("the TPM's quote makes no sense: " + e.getMessage(), e);
        }
    }

    private static boolean cut(Path log) throws EvidenceException {
        try {
            return ((int) Files.getAttribute(log, "unix:mode") & S_ISVTX) != 0;
        } catch (IOException e) {
            throw EvidenceException.lasting("cannot look at " + log + ": " + e.getMessage(), e);
        }
    }
}
