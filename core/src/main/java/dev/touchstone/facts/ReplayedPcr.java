package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;

/**
 * Where a register stands after its logs.
 *
 * @param bank {@code sha256}
 * @param value after the last of them
 * @param firmwareEvents how many events of the firmware log extend it
 * @param userspaceRecords how many records of systemd's log extend it
 * @param imaRecords how many records of the IMA list extend it
 */
public record ReplayedPcr(
        int pcr, String bank, Bytes value, int firmwareEvents, int userspaceRecords, long imaRecords) {}
