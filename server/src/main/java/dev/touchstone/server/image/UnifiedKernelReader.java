package dev.touchstone.server.image;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.image.OsRelease;
import dev.touchstone.image.Pcr11;
import dev.touchstone.image.PhasePath;
import dev.touchstone.image.Section;
import dev.touchstone.image.UkiProfile;
import dev.touchstone.image.UkiSection;
import dev.touchstone.image.UnifiedKernelImage;
import dev.touchstone.prediction.PredictionOptions;
import dev.touchstone.server.image.ImagePart.SectionView;
import dev.touchstone.server.image.ProfileView.Pcr11View;
import dev.touchstone.server.json.HexBytes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Describes the inside of a unified kernel.
 *
 * @param image the image
 * @param options how to predict
 */
record UnifiedKernelReader(UnifiedKernelImage image, PredictionOptions options) {

    List<SectionView> sections() throws MalformedException {
        List<SectionView> views = new ArrayList<>();
        for (Section section : image.image().sections()) {
            Optional<UkiSection> measured = UkiSection.named(section.name());
            if (measured.isPresent() && section.virtualSize() > 0) {
                views.add(new SectionView(
                        section.name(), section.virtualSize(), digests(section), text(measured.get(), section)));
            }
        }
        return views;
    }

    private Map<String, HexBytes> digests(Section section) {
        Map<String, HexBytes> digests = new TreeMap<>();
        for (HashAlgorithm bank : options.banks()) {
            MessageDigest digest = bank.newDigest();
            image.image().digestInto(digest, section);
            digests.put(bank.bank(), new HexBytes(Bytes.of(digest.digest())));
        }
        return digests;
    }

    private @Nullable String text(UkiSection name, Section section) throws MalformedException {
        boolean read = name == UkiSection.OSREL || name == UkiSection.CMDLINE;
        return read && section.virtualSize() <= UkiProfile.MAX_TEXT
                ? image.image().content(section).toUtf8().replace("\0", "")
                : null;
    }

    List<ProfileView> profiles() throws MalformedException {
        Map<Integer, List<Pcr11View>> values = new TreeMap<>();
        for (HashAlgorithm bank : options.banks().stream().sorted().toList()) {
            for (Pcr11.Prediction each : Pcr11.predict(image, bank, phases())) {
                values.computeIfAbsent(each.profile(), _ -> new ArrayList<>())
                        .add(new Pcr11View(bank.bank(), each.phases().toString(), new HexBytes(each.value())));
            }
        }
        List<ProfileView> views = new ArrayList<>();
        for (UkiProfile profile : image.profiles()) {
            views.add(view(profile, values.getOrDefault(profile.index(), List.of())));
        }
        return views;
    }

    private List<PhasePath> phases() {
        List<PhasePath> paths = new ArrayList<>(options.phases());
        if (!paths.contains(PhasePath.NONE)) {
            paths.addFirst(PhasePath.NONE);
        }
        return paths;
    }

    private static ProfileView view(UkiProfile profile, List<Pcr11View> pcr11) throws MalformedException {
        Optional<String> commandLine = profile.commandLine().map(UnifiedKernelReader::shown);
        return new ProfileView(
                profile.index(),
                profile.id().map(UnifiedKernelReader::shown).orElse(null),
                profile.title().map(UnifiedKernelReader::shown).orElse(null),
                osRelease(profile.osRelease()),
                profile.uname().map(UnifiedKernelReader::shown).orElse(null),
                commandLine.orElse(null),
                commandLine.map(RootHashes::in).orElse(Map.of()),
                pcr11);
    }

    private static Map<String, String> osRelease(OsRelease release) {
        Map<String, String> values = new TreeMap<>();
        release.id().ifPresent(value -> values.put("ID", shown(value)));
        release.versionId().ifPresent(value -> values.put("VERSION_ID", shown(value)));
        release.imageId().ifPresent(value -> values.put("IMAGE_ID", shown(value)));
        release.imageVersion().ifPresent(value -> values.put("IMAGE_VERSION", shown(value)));
        return values;
    }

    /** PostgreSQL holds no NUL. */
    private static String shown(String text) {
        return text.replace("\0", "");
    }
}
