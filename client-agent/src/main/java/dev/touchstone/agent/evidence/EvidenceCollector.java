package dev.touchstone.agent.evidence;

import dev.touchstone.agent.evidence.Evidence.ImaList;
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
        return new Evidence(quoted.quote(), quoted.values(), firmware, userspace, ima(quoted));
    }

    private Optional<ImaList> ima(QuotedPcrs quoted) throws EvidenceException {
        if (logs.ima().isEmpty()) {
            return Optional.empty();
        }
        try {
            String boot = BootCount.of(quoted.quote().attest()).toString();
            return Optional.of(
                    new ImaList(boot, LogFile.read("IMA list", logs.ima().get())));
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
