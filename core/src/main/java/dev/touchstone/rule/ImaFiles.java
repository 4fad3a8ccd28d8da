package dev.touchstone.rule;

import dev.touchstone.log.ima.ImaDigest;
import dev.touchstone.replay.ImaEvidence;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every file the kernel measured is one that is known: by its digest, by a signature over it, or excluded for a while.
 *
 * @param digests of files, or of their fs-verity descriptors, SHA-256 or stronger
 * @param lists of digests kept elsewhere, which are as good
 * @param keys who may sign files (security.ima)
 * @param exclusions paths that need neither
 * @param violationsTolerated whether files may change while they are measured, so that no digest vouches for them
 */
public record ImaFiles(
        Set<ImaDigest> digests,
        Set<FileList> lists,
        List<PublicKey> keys,
        List<Exclusion> exclusions,
        boolean violationsTolerated)
        implements Rule {

    /** Its id. */
    public static final String ID = "ima-files";

    static final int PCR = ImaEvidence.DEFAULT_PCR;

    private static final int MAX_LISTS = 16;
    private static final int MAX_KEYS = 16;
    private static final int MAX_EXCLUSIONS = 64;

    public ImaFiles {
        digests = FileList.strong(digests);
        lists = Listed.of(Listed.atMost(MAX_LISTS, lists));
        keys = Listed.atMost(MAX_KEYS, keys);
        exclusions = Listed.atMost(MAX_EXCLUSIONS, exclusions);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String text() {
        return "Every file measured has one of %s or a signature by one of %s%s%s."
                .formatted(
                        Listed.count(digests.size(), "listed digest") + inLists(),
                        Listed.count(keys.size(), "listed key"),
                        exclusions.isEmpty() ? "" : ", but for " + Listed.count(exclusions.size(), "excluded path"),
                        violationsTolerated ? "; files may change while measured" : "");
    }

    private String inLists() {
        return lists.stream().map(list -> ", one of " + list.text()).collect(Collectors.joining());
    }

    /** Whether the content of a file is one that is known. */
    boolean lists(ImaDigest digest) {
        return digests.contains(digest)
                || lists.stream().anyMatch(list -> list.digests().contains(digest));
    }

    @Override
    public boolean readsIma() {
        return true;
    }

    @Override
    public String citation() {
        return "Linux kernel, IMA-templates.rst and ima_policy; TCG Canonical Event Log 1.0, §5 (IMA template)";
    }

    @Override
    public List<RuleFailure> evaluate(RuleSubject subject) {
        Failures failures = new Failures(this);
        subject.boot()
                .ima()
                .ifPresentOrElse(
                        list -> new ImaJudge(this, list, subject.at(), failures).judge(),
                        () -> failures.add(RuleFailure.ofPcr(
                                this,
                                PCR,
                                "There is no measurement list of IMA's.",
                                "a list that leads to PCR 10 as quoted",
                                subject.boot().quotedPcrs().contains(PCR) ? "none sent" : "PCR 10 not quoted")));
        return failures.toList();
    }
}
