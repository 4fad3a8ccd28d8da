package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.log.userspace.UserspaceLog;
import dev.touchstone.replay.FirmwareReplay;
import java.util.Optional;

/** The logs of one submission, decoded as far as they can be. */
sealed interface SubmittedLogs {

    /** SHA-256 of the firmware log, computed here. */
    Bytes firmwareSha256();

    /** The firmware log's bytes; empty only where it was named, and is stored though it does not read. */
    Optional<Bytes> firmwareContent();

    /** The userspace log's bytes. */
    Optional<Bytes> userspaceContent();

    /** Every log read. */
    record Decoded(
            Bytes firmwareSha256,
            Optional<Bytes> firmwareContent,
            Optional<Bytes> userspaceContent,
            FirmwareReplay firmware,
            UserspaceLog userspace,
            Optional<SubmittedIma> ima)
            implements SubmittedLogs {}

    /** One of them is not what it should be. */
    record Undecodable(
            Bytes firmwareSha256,
            Optional<Bytes> firmwareContent,
            Optional<Bytes> userspaceContent,
            String log,
            String why)
            implements SubmittedLogs {}
}
