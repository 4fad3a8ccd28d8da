package dev.touchstone.server.dashboard.host;

import dev.touchstone.facts.BootFacts;
import dev.touchstone.facts.BootImage;
import dev.touchstone.facts.CommandLines.CommandLine;
import dev.touchstone.facts.Finding;
import dev.touchstone.facts.SecureBoot;
import dev.touchstone.server.attestation.StoredFacts;
import dev.touchstone.server.dashboard.frame.Hex;
import dev.touchstone.server.problem.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the evidence says of the boot, in a few lines.
 *
 * @param href where all of it is
 * @param problem why nothing can be said; null if it can
 * @param ima how much of IMA's list is bound; null if none is
 */
record FactsPanel(
        String href,
        @Nullable String problem,
        String secureBoot,
        List<Image> bootChain,
        List<Line> commandLines,
        @Nullable String ima,
        List<Odd> findings) {

    /** An application the firmware ran; where it came from is only said. */
    record Image(Hex digest, @Nullable String path) {}

    /** A command line; without text where only its digest was measured. */
    record Line(String source, @Nullable String text, Hex digest) {}

    /** A finding. */
    record Odd(String severity, String code, @Nullable String place, String text) {}

    static FactsPanel of(UUID attestation, StoredFacts facts) {
        String href = "/api/v1/attestations/" + attestation + "/facts";
        try {
            return of(href, facts.of(attestation));
        } catch (Refusal refusal) {
            return new FactsPanel(href, refusal.detail(), "", List.of(), List.of(), null, List.of());
        }
    }

    static FactsPanel of(String href, BootFacts facts) {
        return new FactsPanel(
                href,
                null,
                words(facts.secureBoot()),
                facts.bootChain().stream().map(FactsPanel::image).toList(),
                facts.commandLines().lines().stream().map(FactsPanel::line).toList(),
                facts.ima()
                        .map(i -> i.records() + " records, " + i.violations() + " violations, boot aggregate "
                                + i.bootAggregate())
                        .orElse(null),
                findings(facts));
    }

    private static String words(SecureBoot state) {
        String enabled = state.enabled().map(on -> on ? "on" : "off").orElse("not measured");
        String setup =
                state.setupMode().filter(on -> on).map(_ -> ", in setup mode").orElse("");
        return enabled + setup + (state.complete() ? "" : "; not all of PCR 7 could be read");
    }

    private static Image image(BootImage image) {
        return new Image(
                hex(image.digest().value().toHex()), image.unverifiedPath().orElse(null));
    }

    private static Line line(CommandLine line) {
        return new Line(
                line.source().toString(),
                line.text().orElse(null),
                hex(line.digest().value().toHex()));
    }

    private static Hex hex(String digits) {
        return Objects.requireNonNull(Hex.ofNullable(digits));
    }

    /** The worst first. */
    private static List<Odd> findings(BootFacts facts) {
        return facts.findings().stream()
                .sorted(Finding.WORST_FIRST)
                .map(f -> new Odd(f.code().severity().toString(), f.code().toString(), place(f), f.text()))
                .toList();
    }

    private static @Nullable String place(Finding finding) {
        Optional<String> pcr = finding.pcr().map(p -> "PCR " + p);
        Optional<String> event = finding.log()
                .map(log -> log + finding.event().map(e -> " #" + e).orElse(""));
        String place = Stream.of(pcr, event).flatMap(Optional::stream).collect(Collectors.joining(", "));
        return place.isEmpty() ? null : place;
    }
}
