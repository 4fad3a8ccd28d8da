package dev.touchstone.log.firmware;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A firmware event log, well formed and nothing more: no digest in it has been compared with anything.
 *
 * <p>Memory stays near the size of the log: an event is a few offsets into the bytes as sent.
 */
public final class FirmwareLog {

    /** How the records of the log are laid out. */
    public enum Format {
        /** TCG_PCR_EVENT2 with one digest for each bank (PC Client PFP §10.2.2). */
        CRYPTO_AGILE,
        /** TCG_PCClientPCREvent with a SHA-1 digest (PC Client PFP §10.2.1). */
        SHA1
    }

    private final Bytes raw;
    private final Format format;
    private final Optional<SpecId> header;
    private final List<HashAlgorithm> banks;
    private final List<FirmwareEvent> events;

    FirmwareLog(
            Bytes raw, Format format, Optional<SpecId> header, List<HashAlgorithm> banks, List<FirmwareEvent> events) {
        this.raw = raw;
        this.format = format;
        this.header = header;
        this.banks = List.copyOf(banks);
        this.events = List.copyOf(events);
    }

    /**
     * Reads a log. An empty log, such as a host without firmware measurements shows, is a log without events.
     *
     * @throws MalformedException if the bytes are not a whole log; padding of 00 or FF after the last event is not part
     *     of it
     */
    public static FirmwareLog parse(Bytes raw) throws MalformedException {
        return new FirmwareLogParser(raw).parse();
    }

    /** The bytes as sent, padding and all. */
    public Bytes raw() {
        return raw;
    }

    /** How the records are laid out. */
    public Format format() {
        return format;
    }

    /** What the log says of itself; a SHA-1 log has no such header. */
    public Optional<SpecId> header() {
        return header;
    }

    /** The banks every event carries a digest for and that are known here, in the header's order. */
    public List<HashAlgorithm> banks() {
        return banks;
    }

    /** The events in the order they were logged, the header left out. */
    public List<FirmwareEvent> events() {
        return events;
    }

    /** The locality of TPM2_Startup, where the log tells it: PCR 0 starts from it (PC Client PFP §10.4.5.3). */
    public OptionalInt startupLocality() {
        return events.stream()
                .map(StartupLocality::in)
                .flatMap(Optional::stream)
                .mapToInt(Integer::intValue)
                .findFirst();
    }

    /** Whether an H-CRTM was measured into PCR 0, which then starts from 4 (PC Client PFP §10.4.5.3). */
    public boolean startsFromHcrtm() {
        return events.stream().anyMatch(e -> e.pcr() == 0 && e.is(EventType.EV_EFI_HCRTM_EVENT));
    }
}
