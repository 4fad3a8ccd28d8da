package dev.touchstone.replay;

import dev.touchstone.log.ima.ImaLog;

/**
 * IMA's measurement list, or what follows the records already accounted for.
 *
 * @param log as sent
 * @param from where it was taken up: {@code log}'s first record is the boot's record {@code from.records()}
 * @param pcr the PCR IMA extends (CONFIG_IMA_MEASURE_PCR_IDX)
 */
public record ImaEvidence(ImaLog log, ImaCheckpoint from, int pcr) {

    /** Where IMA extends unless the kernel was built otherwise. */
    public static final int DEFAULT_PCR = 10;

    public ImaEvidence {
        if (pcr < 0 || pcr >= FirmwareReplay.PCRS) {
            throw new IllegalArgumentException("there is no PCR " + pcr);
        }
    }

    /** A list of PCR 10. */
    public ImaEvidence(ImaLog log, ImaCheckpoint from) {
        this(log, from, DEFAULT_PCR);
    }
}
