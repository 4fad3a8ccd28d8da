package dev.touchstone.event;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.event.EventContent.Separator.Ending;
import dev.touchstone.log.firmware.FirmwareEvent;
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
    static Claim read(Source source) {
        for (HashAlgorithm bank : source.banks()) {
            if (bank.computable() && source.event().covers(bank)) {
                return inBank(source, KNOWN.computeIfAbsent(bank, Digests::of), bank);
            }
        }
        return normal(source);
    }

    private static Claim inBank(Source source, Digests digests, HashAlgorithm bank) {
        if (source.event().hasDigest(bank, digests.error)) {
            return Claim.of(new EventContent.Separator(Ending.ERROR, source.data()), DigestRule.SEPARATOR, ERROR);
        }
        return normal(source);
    }

    private static Claim normal(Source source) {
        if (source.data().equals(WINDOWS)) {
            return Claim.whole(new EventContent.Separator(Ending.OTHER, source.data()), source);
        }
        Ending ending = NORMAL.contains(source.data()) ? Ending.NORMAL : Ending.OTHER;
        return Claim.of(
                new EventContent.Separator(ending, source.data()),
                DigestRule.SEPARATOR,
                NORMAL.getFirst(),
                NORMAL.getLast());
    }
}
