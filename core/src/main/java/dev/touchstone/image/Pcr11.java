package dev.touchstone.image;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What PCR 11 will hold after a unified kernel image booted (systemd-measure(1)): it starts at zero and is extended by
 * each section's name and each section, then by each phase. Banks of algorithms that cannot be computed here are
 * refused with {@link IllegalStateException}.
 */
public final class Pcr11 {

    private Pcr11() {}

    /**
     * A value PCR 11 may have.
     *
     * @param bank the bank
     * @param profile the index of the profile booted
     * @param sections what is measured of it
     * @param phases how far the boot has come
     * @param value the PCR's value
     */
    public record Prediction(
            HashAlgorithm bank, int profile, Map<UkiSection, Section> sections, PhasePath phases, Bytes value) {}

    /** Every value of every profile, hardware and path. */
    public static List<Prediction> predict(UnifiedKernelImage image, HashAlgorithm bank, Collection<PhasePath> paths) {
        SectionDigests digests = new SectionDigests(image.image(), bank);
        List<Prediction> predictions = new ArrayList<>();
        for (UkiProfile profile : image.profiles()) {
            for (Map<UkiSection, Section> layout : profile.layouts()) {
                Bytes start = of(bank, digests.of(layout));
                paths.forEach(path ->
                        predictions.add(new Prediction(bank, profile.index(), layout, path, after(bank, start, path))));
            }
        }
        return List.copyOf(predictions);
    }

    /**
     * The value the stub leaves, from the digest of each section in the same bank; sections without bytes have none.
     */
    public static Bytes of(HashAlgorithm bank, Map<UkiSection, Bytes> digests) {
        Bytes value = bank.zero();
        Map<UkiSection, Bytes> ordered = new EnumMap<>(UkiSection.class);
        ordered.putAll(digests);
        for (Map.Entry<UkiSection, Bytes> section : ordered.entrySet()) {
            value = bank.extend(value, bank.hash(section.getKey().measuredName()));
            value = bank.extend(value, section.getValue());
        }
        return value;
    }

    /** The same from the sections themselves; empty ones are passed over. */
    public static Bytes ofContents(HashAlgorithm bank, Map<UkiSection, Bytes> contents) {
        Map<UkiSection, Bytes> digests = new EnumMap<>(UkiSection.class);
        contents.forEach((name, content) -> {
            if (!content.isEmpty()) {
                digests.put(name, bank.hash(content));
            }
        });
        return of(bank, digests);
    }

    /** What {@code value} becomes when each word of {@code path} is measured. */
    public static Bytes after(HashAlgorithm bank, Bytes value, PhasePath path) {
        Bytes extended = value;
        for (String word : path.words()) {
            extended = bank.extend(extended, bank.hash(Bytes.ofUtf8(word)));
        }
        return extended;
    }

    /** Hashes each section of an image once, however many profiles share it. */
    private record SectionDigests(PeImage image, HashAlgorithm bank, Map<Section, Bytes> known) {

        SectionDigests(PeImage image, HashAlgorithm bank) {
            this(image, bank, new HashMap<>());
        }

        Map<UkiSection, Bytes> of(Map<UkiSection, Section> layout) {
            Map<UkiSection, Bytes> digests = new EnumMap<>(UkiSection.class);
            layout.forEach((name, section) -> digests.put(name, known.computeIfAbsent(section, this::digest)));
            return digests;
        }

        private Bytes digest(Section section) {
            MessageDigest digest = bank.newDigest();
            image.digestInto(digest, section);
            return Bytes.of(digest.digest());
        }
    }
}
