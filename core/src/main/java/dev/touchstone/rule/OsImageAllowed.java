package dev.touchstone.rule;

import dev.touchstone.bytes.Digest;
import dev.touchstone.facts.BootImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The operating system is one of these images. Each kind that is given must agree; at least one must be given.
 *
 * @param rootHashes dm-verity root hashes of the root file system, hex
 * @param usrHashes dm-verity root hashes of /usr, hex
 * @param composefs digests as they stand after {@code composefs=} or {@code composefs.digest=}
 * @param bootImages Authenticode digests of all that PCR 4 may hold: unified kernels, and the loaders before them
 */
public record OsImageAllowed(
        Set<String> rootHashes, Set<String> usrHashes, Set<String> composefs, Set<Digest> bootImages) implements Rule {

    /** Its id. */
    public static final String ID = "os-image-allowed";

    private static final int PCR = 4;

    public OsImageAllowed {
        rootHashes = lower(rootHashes);
        usrHashes = lower(usrHashes);
        composefs = lower(composefs);
        bootImages = Listed.digests(bootImages);
        Listed.require(
                !(rootHashes.isEmpty() && usrHashes.isEmpty() && composefs.isEmpty() && bootImages.isEmpty()),
                "an image is needed");
    }

    private static Set<String> lower(Set<String> values) {
        values.forEach(v -> Listed.require(!v.isBlank() && v.length() <= 256, "not a hash: " + v));
        return Listed.of(values.stream().map(v -> v.toLowerCase(Locale.ROOT)).toList());
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String text() {
        List<String> parts = new ArrayList<>();
        part(parts, rootHashes, "root hash", "the root file system has ");
        part(parts, usrHashes, "root hash", "/usr has ");
        part(parts, composefs, "composefs digest", "the tree has ");
        part(parts, bootImages, "image", "the firmware ran only ");
        return "The operating system is an allowed one: " + String.join(", ", parts) + ".";
    }

    private static void part(List<String> parts, Set<?> values, String noun, String words) {
        if (!values.isEmpty()) {
            parts.add(words + (values.size() == 1 ? "" : "of ") + Listed.count(values.size(), "listed " + noun));
        }
    }

    @Override
    public String citation() {
        return "systemd-veritysetup-generator(8) (roothash=, usrhash=); composefs; UAPI.5; TCG PC Client Platform Firmware"
                + " Profile 1.06, §3.3.4.5 (PCR 4)";
    }

    @Override
    public List<RuleFailure> evaluate(RuleSubject subject) {
        Failures failures = new Failures(this);
        if (!(rootHashes.isEmpty() && usrHashes.isEmpty() && composefs.isEmpty())) {
            KnownLines lines = KnownLines.of(this, subject);
            lines.unknown(subject).toList().forEach(failures::add);
            FileSystemArguments arguments = new FileSystemArguments(this, lines);
            arguments.check(failures, FileSystemArguments.Kind.ROOT, rootHashes);
            arguments.check(failures, FileSystemArguments.Kind.USR, usrHashes);
            arguments.check(failures, FileSystemArguments.Kind.COMPOSEFS, composefs);
        }
        if (!bootImages.isEmpty()) {
            bootChain(failures, subject);
        }
        return failures.toList();
    }

    /** Of all of PCR 4: one allowed digest among others would only have to be added. */
    private void bootChain(Failures failures, RuleSubject subject) {
        failures.unaccounted(subject, PCR);
        List<BootImage> chain = subject.facts().bootChain();
        if (chain.isEmpty()) {
            failures.add(RuleFailure.ofPcr(this, PCR, "No boot image was measured.", "a listed image", "none"));
        }
        chain.stream()
                .filter(i -> !subject.isListed(bootImages, PCR, i.event(), i.digest()))
                .forEach(i -> failures.add(() -> RuleFailure.ofPcr(
                        this,
                        PCR,
                        "A boot image is not listed.",
                        "a listed image",
                        i.digest().toString())));
    }
}
