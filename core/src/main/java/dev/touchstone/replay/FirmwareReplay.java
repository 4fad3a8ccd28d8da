package dev.touchstone.replay;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.log.firmware.FirmwareLog;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The PCR values a firmware log accounts for, bank by bank (PC Client PFP §10.3). Each bank is computed when first
 * asked for and remembered, so one of these may be kept for as long as its log is in use; it proves nothing until its
 * values are compared with a quote.
 */
public final class FirmwareReplay {

    /** PCRs of a PC Client TPM. */
    public static final int PCRS = 24;

    private static final int FIRST_DYNAMIC = 17;
    private static final int LAST_DYNAMIC = 22;
    private static final int HCRTM_LOCALITY = 4;

    private final FirmwareLog log;
    private final int[] extensions = new int[PCRS];
    private final Map<HashAlgorithm, PcrBank> banks = new ConcurrentHashMap<>();

    private FirmwareReplay(FirmwareLog log) {
        this.log = log;
        log.events().stream().filter(FirmwareEvent::extendsPcr).forEach(e -> extensions[e.pcr()]++);
    }

    /** A replay of {@code log}; nothing is computed yet. */
    public static FirmwareReplay of(FirmwareLog log) {
        return new FirmwareReplay(log);
    }

    /** The log replayed. */
    public FirmwareLog log() {
        return log;
    }

    /** How often the log extends {@code pcr}. */
    int extensions(int pcr) {
        return extensions[pcr];
    }

    /** Whether the log carries digests of {@code bank} that can be recomputed. */
    boolean covers(HashAlgorithm bank) {
        return bank.computable() && log.banks().contains(bank);
    }

    /** Where {@code pcr} stands after every event of the log; its start value if the log has nothing for it. */
    public Bytes value(HashAlgorithm bank, int pcr) {
        return bank(bank).values()[pcr];
    }

    /** Where {@code pcr} stands after TPM2_Startup (PC Client PTP §4.6.2; locality and H-CRTM: PFP §10.4.5.3). */
    Bytes startValue(HashAlgorithm bank, int pcr) {
        if (pcr >= FIRST_DYNAMIC && pcr <= LAST_DYNAMIC) {
            return Bytes.filled(bank.size(), 0xff);
        }
        if (pcr == 0) {
            byte[] start = new byte[bank.size()];
            start[start.length - 1] = (byte)
                    (log.startsFromHcrtm()
                            ? HCRTM_LOCALITY
                            : log.startupLocality().orElse(0));
            return Bytes.of(start);
        }
        return bank.zero();
    }

    private PcrBank bank(HashAlgorithm bank) {
        return banks.computeIfAbsent(bank, this::compute);
    }

    private PcrBank compute(HashAlgorithm bank) {
        byte[][] pcrs = new byte[PCRS][];
        for (int pcr = 0; pcr < PCRS; pcr++) {
            pcrs[pcr] = startValue(bank, pcr).toArray();
        }
        if (covers(bank)) {
            extendAll(bank, pcrs);
        }
        return PcrBank.of(pcrs);
    }

    private void extendAll(HashAlgorithm bank, byte[][] pcrs) {
        MessageDigest digest = bank.newDigest();
        for (FirmwareEvent event : log.events()) {
            if (event.extendsPcr()) {
                byte[] pcr = pcrs[event.pcr()];
                digest.update(pcr);
                event.digestInto(bank, digest);
                finish(digest, pcr);
            }
        }
    }

    private static void finish(MessageDigest digest, byte[] into) {
        try {
            digest.digest(into, 0, into.length);
        } catch (DigestException e) {
            throw new IllegalStateException("a PCR has the size of its digest", e);
        }
    }

    /** The values of one bank. */
    @SuppressWarnings("ArrayRecordComponent") // private, filled once, never handed out
    private record PcrBank(Bytes[] values) {

        static PcrBank of(byte[][] pcrs) {
            Bytes[] values = new Bytes[pcrs.length];
            for (int i = 0; i < pcrs.length; i++) {
                values[i] = Bytes.of(pcrs[i]);
            }
            return new PcrBank(values);
        }
    }
}
