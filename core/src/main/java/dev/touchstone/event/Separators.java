package dev.touchstone.event;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.event.EventContent.Separator.Ending;
import dev.touchstone.log.firmware.FirmwareEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** EV_SEPARATOR: one of three values ends a stage, the third of them because of an error (PC Client PFP §2.3.4). */
public final class Separators {

    private static final Bytes ERROR = Bytes.ofHex("01000000");

    /** What Windows ends its own registers with. */
    private static final Bytes WINDOWS = Bytes.ofUtf8("WBCL");

    private static final List<Bytes> NORMAL = List.of(Bytes.filled(4, 0x00), Bytes.filled(4, 0xff));
    private static final Map<HashAlgorithm, Digests> KNOWN = new ConcurrentHashMap<>();

    /** What the three values hash to in a bank. */
    private record Digests(List<Bytes> normal, Bytes error) {

        static Digests of(HashAlgorithm bank) {
            return new Digests(NORMAL.stream().map(bank::hash).toList(), bank.hash(ERROR));
        }
    }

    private Separators() {}

    /**
     * Whether the event ended a stage by its digest, whatever type it claims: a firmware measures nothing else by that
     * digest, so where a stage ended cannot be hidden by retyping.
     */
    public static boolean isOne(FirmwareEvent event, HashAlgorithm bank) {
        if (!bank.computable() || !event.extendsPcr()) {
            return false;
        }
        Digests digests = KNOWN.computeIfAbsent(bank, Digests::of);
        return event.hasDigest(bank, digests.error) || digests.normal.stream().anyMatch(d -> event.hasDigest(bank, d));
    }

    /** By the digest where that is of a separator value: of an error, the data is a description. */
    static Claim read(FirmwareEvent event, Collection<HashAlgorithm> banks) {
        for (HashAlgorithm bank : banks) {
            if (bank.computable() && event.digest(bank).isPresent()) {
                return inBank(event, KNOWN.computeIfAbsent(bank, Digests::of), bank);
            }
        }
        return normal(event);
    }

    private static Claim inBank(FirmwareEvent event, Digests digests, HashAlgorithm bank) {
        if (event.hasDigest(bank, digests.error)) {
            return Claim.of(new EventContent.Separator(Ending.ERROR, event.data()), DigestRule.SEPARATOR, ERROR);
        }
        return normal(event);
    }

    private static Claim normal(FirmwareEvent event) {
        if (event.data().equals(WINDOWS)) {
            return Claim.whole(new EventContent.Separator(Ending.OTHER, event.data()), event);
        }
        Ending ending = NORMAL.contains(event.data()) ? Ending.NORMAL : Ending.OTHER;
        return Claim.of(
                new EventContent.Separator(ending, event.data()),
                DigestRule.SEPARATOR,
                NORMAL.getFirst(),
                NORMAL.getLast());
    }
}
