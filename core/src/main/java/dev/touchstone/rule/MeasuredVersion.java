package dev.touchstone.rule;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.Printable;
import dev.touchstone.facts.UnifiedKernel;
import dev.touchstone.image.OsRelease;
import dev.touchstone.replay.MeasuredEvent;
import java.util.List;
import java.util.Optional;

/**
 * The version an image gives itself. The log has the digest of its os-release alone; a text brought along counts if
 * that is its digest, in the very bank whose value is signed: the system can fill another bank as it likes.
 */
record MeasuredVersion(Rule rule, RuleSubject subject, HashAlgorithm bank) {

    private static final String SECTION = ".osrel";

    /** What is wrong with it, where {@code least} is asked for. */
    Optional<RuleFailure> below(String least) {
        Optional<String> version =
                osRelease().flatMap(text -> OsRelease.of(text).imageVersion());
        String expected = "IMAGE_VERSION of " + least + " or newer";
        if (version.isEmpty()) {
            return Optional.of(failure("The image's version is not known.", expected, unknown()));
        }
        return VersionOrder.UAPI.compare(version.get(), least) < 0
                ? Optional.of(failure("The image is too old.", expected, Printable.word(version.get())))
                : Optional.empty();
    }

    private RuleFailure failure(String summary, String expected, String actual) {
        return RuleFailure.ofPcr(rule, SignedPcr11Policy.PCR, summary, expected, actual);
    }

    private String unknown() {
        return digest().map(d -> "an os-release of digest " + d + ", whose text nobody brought or that has none")
                .orElse("not one os-release in what was measured");
    }

    private Optional<String> osRelease() {
        return digest().flatMap(d -> subject.carried().osReleases().stream()
                .filter(text -> bank.hash(text).equals(d))
                .map(Bytes::toUtf8)
                .findFirst());
    }

    private Optional<Bytes> digest() {
        UnifiedKernel kernel = subject.facts().unifiedKernel();
        List<UnifiedKernel.Section> sections =
                kernel.sections().stream().filter(s -> s.name().equals(SECTION)).toList();
        return kernel.complete() && sections.size() == 1
                ? subject.boot().events().stream()
                        .filter(e -> e.pcr() == SignedPcr11Policy.PCR && e instanceof MeasuredEvent.Firmware)
                        .filter(e -> e.index() == sections.getFirst().event())
                        .findFirst()
                        .flatMap(e -> e.digest(bank))
                : Optional.empty();
    }
}
