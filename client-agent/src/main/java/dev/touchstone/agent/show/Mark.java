package dev.touchstone.agent.show;

import dev.touchstone.facts.TimelineEntry;

/** What stands before an event whose digest does not vouch for its words. */
enum Mark {
    BOUND(" ", " ", Paint.PLAIN, "unmarked: the digest is of these very words"),
    DESCRIBED("·", ".", Paint.PLAIN, "the digest is of something the words only name"),
    NOT_MEASURED("–", "-", Paint.FAINT, "a note: never measured"),
    UNCHECKABLE("?", "?", Paint.ODD, "cannot be checked"),
    BANKS_DISAGREE("≠", "!", Paint.BAD, "the digest of one bank is of these words, that of another is not"),
    CONTRADICTED("✗", "x", Paint.BAD, "the digest is not of these words, and by its type should be");

    private final String unicode;
    private final String ascii;
    private final Paint paint;
    private final String legend;

    Mark(String unicode, String ascii, Paint paint, String legend) {
        this.unicode = unicode;
        this.ascii = ascii;
        this.paint = paint;
        this.legend = legend;
    }

    static Mark of(TimelineEntry entry) {
        return switch (entry.binding()) {
            case "bound" -> BOUND;
            case "described" -> DESCRIBED;
            case "not-measured" -> NOT_MEASURED;
            case "banks-disagree" -> BANKS_DISAGREE;
            case "contradicted" -> CONTRADICTED;
            default -> UNCHECKABLE;
        };
    }

    String sign(Page page) {
        return page.sign(unicode, ascii);
    }

    Paint paint() {
        return paint;
    }

    String legend() {
        return legend;
    }
}
