package dev.touchstone.rule;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.Printable;
import dev.touchstone.log.ima.FileSignature;
import dev.touchstone.log.ima.ImaDigest;
import dev.touchstone.log.ima.ImaEntry;
import dev.touchstone.log.ima.ImaRecord;
import dev.touchstone.replay.BootAggregateCheck;
import dev.touchstone.replay.ImaVariant;
import dev.touchstone.replay.ReplayedIma;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Goes once through a list, by one rule. */
final class ImaJudge {

    private final ImaFiles rule;
    private final ReplayedIma list;
    private final Failures failures;
    private final List<Exclusion.Matcher> excluded;
    private Optional<ImaDigest> aggregate = Optional.empty();

    ImaJudge(ImaFiles rule, ReplayedIma list, Instant at, Failures failures) {
        this.rule = rule;
        this.list = list;
        this.failures = failures;
        this.excluded = rule.exclusions().stream()
                .filter(e -> e.isInForce(at))
                .map(Exclusion::matcher)
                .toList();
    }

    void judge() {
        whole();
        for (ImaRecord told : list.records()) {
            judge(told);
        }
    }

    private void whole() {
        if (list.from() > 0 || list.records().isEmpty()) {
            fail("Not all of IMA's list is at hand.", "records from 0", list.bound() + " records from " + list.from());
        }
        boolean strong = list.variants().entrySet().stream()
                .anyMatch(v -> v.getKey().collisionResistant() && v.getValue() == ImaVariant.PER_BANK);
        if (!strong) {
            fail(
                    "IMA's records are bound by SHA-1 alone.",
                    "PCR 10 quoted in a bank the kernel extends by that bank's own hash",
                    list.variants().toString());
        }
        if (list.bootAggregate().orElse(null) instanceof BootAggregateCheck.Differs) {
            fail(
                    "IMA's list is of another boot than the firmware log.",
                    "the firmware log's boot_aggregate",
                    "another");
        }
    }

    private void fail(String summary, String expected, String actual) {
        failures.add(RuleFailure.ofPcr(rule, list.pcr(), summary, expected, actual));
    }

    private void judge(ImaRecord told) {
        switch (told.entry()) {
            case ImaEntry.File file -> {
                if (!isKnown(file)) {
                    fail(told, "A file is not known.", "a listed digest or signature", () -> words(file));
                }
            }
            case ImaEntry.BootAggregate(ImaDigest digest) -> aggregate(told, digest);
            case ImaEntry.Violation(Optional<String> path) -> {
                if (!rule.violationsTolerated() && path.filter(this::isExcluded).isEmpty()) {
                    String name = path.map(Printable::quote).orElse("a file");
                    fail(told, "A file changed while it was measured.", "no violation", name);
                }
            }
            case ImaEntry.Unreadable(String why) -> fail(told, "A record cannot be read.", "a file", why);
            case ImaEntry.Buffer _ -> {
                // the kernel's own: a key, a command line, critical data; no file
            }
        }
    }

    /** The first opens the list; another may repeat it after a kexec. Any other is a file that goes by that name. */
    private void aggregate(ImaRecord told, ImaDigest digest) {
        boolean opens = list.from() == 0 && told.index() == 0;
        if (opens) {
            aggregate = Optional.of(digest);
        } else if (!aggregate.equals(Optional.of(digest)) && !rule.lists(digest)) {
            fail(told, "A file is named like the list's opening.", "the first boot_aggregate again", digest.toString());
        }
    }

    private boolean isKnown(ImaEntry.File file) {
        return rule.lists(file.digest()) || isExcluded(file.path()) || isSigned(file);
    }

    private boolean isExcluded(String path) {
        return excluded.stream().anyMatch(e -> e.matches(path));
    }

    private boolean isSigned(ImaEntry.File file) {
        boolean strong = file.digest()
                .algorithm()
                .filter(HashAlgorithm::collisionResistant)
                .isPresent();
        return strong
                && !rule.keys().isEmpty()
                && file.signature()
                        .filter(s -> s.verify(file.digest(), rule.keys()) instanceof FileSignature.Outcome.Valid)
                        .isPresent();
    }

    private static String words(ImaEntry.File file) {
        return Printable.quote(file.path()) + " " + file.digest()
                + (file.signature().isPresent() ? ", signed" : "");
    }

    private void fail(ImaRecord told, String summary, String expected, String actual) {
        fail(told, summary, expected, () -> actual);
    }

    private void fail(ImaRecord told, String summary, String expected, Supplier<String> actual) {
        failures.add(() -> new RuleFailure(
                ImaFiles.ID,
                summary,
                OptionalInt.of(list.pcr()),
                Optional.of("ima#" + (list.from() + told.index())),
                expected,
                actual.get()));
    }
}
