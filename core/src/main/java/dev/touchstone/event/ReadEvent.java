package dev.touchstone.event;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.firmware.FirmwareEvent;
import java.util.Collection;
import java.util.List;

/**
 * An event of the firmware log, read.
 *
 * @param event as logged
 * @param content its data, decoded by the type it claims
 * @param rule what its digest is of, by that type
 * @param binding whether the digest keeps to the rule
 */
public record ReadEvent(FirmwareEvent event, EventContent content, DigestRule rule, Binding binding) {

    /**
     * Reads {@code event}. Any data gives content; what cannot be decoded is {@link EventContent.Unreadable}.
     *
     * @param banks the banks whose digests count, those that were quoted: the event is bound if it is in all of them
     */
    public static ReadEvent of(FirmwareEvent event, Collection<HashAlgorithm> banks) {
        Source source = Source.of(event, banks);
        Claim claim = EventReader.read(source);
        return new ReadEvent(event, claim.content(), claim.rule(), claim.check(source));
    }

    /** The same, in one bank. */
    public static ReadEvent of(FirmwareEvent event, HashAlgorithm bank) {
        return of(event, List.of(bank));
    }

    /** Whether the digest vouches for all that is shown. */
    public boolean bound() {
        return binding.bound();
    }

    /** What happened, printable and of bounded length; whatever came from the log is quoted. */
    public String words() {
        return content.words();
    }
}
