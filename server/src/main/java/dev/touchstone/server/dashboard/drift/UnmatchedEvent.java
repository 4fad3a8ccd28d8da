package dev.touchstone.server.dashboard.drift;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.facts.EventText;
import dev.touchstone.reference.Difference;
import dev.touchstone.replay.MeasuredEvent;
import dev.touchstone.server.dashboard.frame.Hex;
import dev.touchstone.server.dashboard.frame.Visible;
import dev.touchstone.server.drift.DifferenceView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that did not match: what was expected beside what came.
 *
 * @param kind {@code changed}, {@code missing}, {@code extra}, {@code value}, {@code own} or {@code rule}
 * @param event which log has what came, and where
 * @param dump what the log says was measured, byte by byte; null where no event was
 */
record UnmatchedEvent(
        String kind,
        String place,
        String event,
        String expected,
        @Nullable Hex expectedDigest,
        String actual,
        @Nullable Hex actualDigest,
        @Nullable String dump) {

    static UnmatchedEvent of(Difference difference, HashAlgorithm bank) {
        String place = place(difference.pcr().isPresent() ? difference.pcr().getAsInt() : null, difference.component());
        return new UnmatchedEvent(
                kind(difference),
                place,
                difference
                        .event()
                        .map(e -> e.log() + " log, event " + e.index())
                        .orElse(""),
                Visible.text(expected(difference)),
                hex(difference.expected()),
                Visible.text(actual(difference, bank)),
                hex(difference.actual()),
                difference.event().isPresent() ? dump(difference.event().get()) : null);
    }

    /** As it was first seen, where no evidence shows it any more. */
    static UnmatchedEvent of(DifferenceView seen) {
        boolean both = seen.expected() != null && seen.actual() != null;
        return new UnmatchedEvent(
                both ? "changed" : seen.expected() != null ? "missing" : "extra",
                place(seen.pcr(), seen.component() == null ? "" : seen.component()),
                "",
                "",
                seen.expected() == null ? null : Hex.of(Visible.text(seen.expected())),
                Visible.text(seen.summary()),
                seen.actual() == null ? null : Hex.of(Visible.text(seen.actual())),
                null);
    }

    private static String kind(Difference difference) {
        return switch (difference) {
            case Difference.Changed _ -> "changed";
            case Difference.Missing _ -> "missing";
            case Difference.Extra _ -> "extra";
            case Difference.Value _ -> "value";
            case Difference.HostValue _ -> "own";
            case Difference.RuleFailed _ -> "rule";
        };
    }

    private static String expected(Difference difference) {
        return switch (difference) {
            case Difference.Changed changed -> changed.reference().text();
            case Difference.Missing missing -> missing.reference().text();
            case Difference.Extra _ -> "nothing more";
            case Difference.Value _ -> "the golden value";
            case Difference.HostValue own ->
                own.slot().text() + (own.expected().isPresent() ? "" : "; nothing was accepted of this host yet");
            case Difference.RuleFailed failed -> failed.failure().expected();
        };
    }

    private static String actual(Difference difference, HashAlgorithm bank) {
        return switch (difference) {
            case Difference.RuleFailed failed -> failed.failure().actual();
            case Difference.Value _ -> "another value";
            case Difference.Missing _ -> "nothing";
            case Difference.Changed _, Difference.Extra _, Difference.HostValue _ ->
                difference.event().map(e -> EventText.of(e, bank).toString()).orElse("nothing");
        };
    }

    private static String place(@Nullable Integer pcr, String component) {
        String register = pcr == null ? "" : "PCR " + pcr;
        String between = register.isEmpty() || component.isEmpty() ? "" : ", ";
        return Visible.text(register + between + component);
    }

    private static @Nullable Hex hex(Optional<Bytes> digest) {
        return digest.map(Hex::of).orElse(null);
    }

    /** A record of systemd's is its words; what firmware measured may say more. */
    private static @Nullable String dump(MeasuredEvent event) {
        return switch (event) {
            case MeasuredEvent.Firmware(var firmware) -> HexDump.of(firmware.data());
            case MeasuredEvent.Userspace _ -> null;
        };
    }
}
