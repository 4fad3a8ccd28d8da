package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Digest;
import dev.touchstone.facts.AttestedFacts;
import dev.touchstone.reference.Golden;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.rule.Carried;
import dev.touchstone.server.image.ImageIndex;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Adds to what came with evidence the texts that images added here have of what was measured. */
@Component
class ImageTexts {

    private final ImageIndex images;

    ImageTexts(ImageIndex images) {
        this.images = images;
    }

    /** With the measured os-release, where a rule asks for it; nothing is looked for otherwise. */
    Carried with(Carried reported, ReplayOutcome outcome, Golden golden) {
        return outcome instanceof ReplayOutcome.Replayed(ReplayedBoot boot) && GoldenRules.readOsRelease(golden)
                ? with(reported, boot)
                : reported;
    }

    /** With the measured os-release. */
    Carried with(Carried reported, ReplayedBoot boot) {
        Optional<Bytes> osRelease = AttestedFacts.of(boot)
                .facts()
                .unifiedKernel()
                .section(".osrel")
                .map(Digest::value)
                .flatMap(images::osRelease)
                .map(Bytes::ofUtf8);
        return new Carried(
                reported.hints(),
                reported.signatures(),
                Stream.concat(osRelease.stream(), reported.osReleases().stream())
                        .toList());
    }
}
