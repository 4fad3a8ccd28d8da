package dev.touchstone.prediction;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.image.Authenticode;
import dev.touchstone.image.PeImage;
import dev.touchstone.image.PhasePath;
import dev.touchstone.image.Section;
import dev.touchstone.image.UkiSection;
import dev.touchstone.reference.ReferenceRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Makes the records of single measurements, in every bank asked for; what is hashed once is not hashed again. */
final class Records {

    private final Set<HashAlgorithm> banks;
    private final Map<Section, Map<HashAlgorithm, Bytes>> sections = new HashMap<>();

    Records(Set<HashAlgorithm> banks) {
        this.banks = banks;
    }

    /** An EFI program as firmware measures it. */
    ReferenceRecord image(int pcr, PeImage image, String text) {
        return new ReferenceRecord(
                pcr, each(bank -> Authenticode.measured(image, bank).value()), text);
    }

    /** Bytes as they are. */
    ReferenceRecord bytes(int pcr, Bytes content, String text) {
        return new ReferenceRecord(pcr, each(bank -> bank.hash(content)), text);
    }

    /** Text as EFI programs measure it: UTF-16 with a NUL. */
    ReferenceRecord wide(int pcr, String content, String text) {
        return bytes(pcr, Bytes.of((content + "\0").getBytes(StandardCharsets.UTF_16LE)), text);
    }

    /** A section of a unified kernel: its name, then its content. */
    List<ReferenceRecord> section(PeImage image, UkiSection name, Section section, String text) {
        Map<HashAlgorithm, Bytes> content =
                sections.computeIfAbsent(section, s -> each(bank -> digest(image, s, bank)));
        return List.of(
                bytes(Pcr.UNIFIED_KERNEL, name.measuredName(), "UKI section " + name + ", its name"),
                new ReferenceRecord(Pcr.UNIFIED_KERNEL, content, text));
    }

    /** Each word of a path. */
    List<ReferenceRecord> phases(PhasePath path) {
        return path.words().stream()
                .map(word -> bytes(Pcr.UNIFIED_KERNEL, Bytes.ofUtf8(word), "boot phase " + word))
                .toList();
    }

    private Map<HashAlgorithm, Bytes> each(Function<HashAlgorithm, Bytes> digest) {
        Map<HashAlgorithm, Bytes> digests = new EnumMap<>(HashAlgorithm.class);
        banks.forEach(bank -> digests.put(bank, digest.apply(bank)));
        return digests;
    }

    private static Bytes digest(PeImage image, Section section, HashAlgorithm bank) {
        MessageDigest digest = bank.newDigest();
        image.digestInto(digest, section);
        return Bytes.of(digest.digest());
    }
}
