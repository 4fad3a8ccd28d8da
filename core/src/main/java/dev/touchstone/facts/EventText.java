package dev.touchstone.facts;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.event.ReadEvent;
import dev.touchstone.log.userspace.Description;
import dev.touchstone.replay.MeasuredEvent;

/**
 * A measured event in words. Nothing covers the type its log claims: it only picks how the data is read, and words that
 * the data does not bear out are never bound.
 *
 * @param text what happened, printable, of bounded length; what came from the log is quoted
 * @param bound whether the quoted digest covers what the words tell of the data; if not they are only what the log says
 */
public record EventText(String text, boolean bound) {

    /** The words for {@code event}, checked against its digest in {@code bank}. */
    public static EventText of(MeasuredEvent event, HashAlgorithm bank) {
        return switch (event) {
            case MeasuredEvent.Firmware(var firmware) -> of(ReadEvent.of(firmware, bank));
            case MeasuredEvent.Userspace(int _, var told) -> of(told.describe(bank));
        };
    }

    private static EventText of(ReadEvent read) {
        return new EventText(read.words(), read.bound());
    }

    private static EventText of(Description description) {
        return new EventText(description.text(), description.verified());
    }

    /** The words, marked where nothing but the log vouches for them. */
    @Override
    public String toString() {
        return bound ? text : text + " (unverified)";
    }
}
