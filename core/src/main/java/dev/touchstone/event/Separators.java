package dev.touchstone.event;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.event.EventContent.Separator.Ending;
import java.util.List;

/** EV_SEPARATOR: one of three values ends a stage, the third of them because of an error (PC Client PFP §2.3.4). */
public final class Separators {

    private static final Bytes ERROR = Bytes.ofHex("01000000");

    /** What Windows ends its own registers with. */
    private static final Bytes WINDOWS = Bytes.ofUtf8("WBCL");

    private static final List<Bytes> NORMAL = List.of(Bytes.filled(4, 0x00), Bytes.filled(4, 0xff));

    /** All three. */
    public static final List<Bytes> VALUES = List.of(NORMAL.getFirst(), NORMAL.getLast(), ERROR);

    private Separators() {}

    /** By the digest in the first bank where that is of an error, whose data is a description; else by the data. */
    static Claim read(Source source) {
        boolean error = source.banks().stream()
                .filter(bank -> bank.computable() && source.event().covers(bank))
                .findFirst()
                .filter(bank -> source.isOf(ERROR, bank))
                .isPresent();
        return error
                ? Claim.of(new EventContent.Separator(Ending.ERROR, source.data()), DigestRule.SEPARATOR, ERROR)
                : normal(source);
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
