package dev.touchstone.image;

import dev.touchstone.bytes.MalformedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * A kernel, its initrd, command line and more in one PE image that systemd's stub boots (UAPI.5 <i>Unified Kernel
 * Image</i>).
 */
public final class UnifiedKernelImage {

    /** Lists of sections that may be measured, over all profiles. */
    public static final int MAX_LAYOUTS = 1024;

    private static final int PADDING_ALLOWANCE = 1 << 20;
    private static final String PROFILE = UkiSection.PROFILE.toString();

    private final PeImage image;
    private final OptionalInt stubVersion;
    private final List<UkiProfile> profiles;

    private UnifiedKernelImage(PeImage image, OptionalInt stubVersion, List<UkiProfile> profiles) {
        this.image = image;
        this.stubVersion = stubVersion;
        this.profiles = List.copyOf(profiles);
    }

    /**
     * The unified kernel image that {@code image} is. Refused are: one without {@code .linux}; one whose sections
     * overlap in memory, since what is measured would be up to the loader; and one that is nearly all padding or leaves
     * the hardware more than {@value #MAX_LAYOUTS} choices.
     */
    public static UnifiedKernelImage of(PeImage image) throws MalformedException {
        List<Section> sections = image.sections();
        if (sections.stream().noneMatch(s -> s.name().equals(UkiSection.LINUX.toString()))) {
            throw malformed("no .linux section: this is no unified kernel image");
        }
        checkMemory(image);
        List<UkiSections> profiles = profiles(sections);
        int layouts = profiles.stream().mapToInt(UkiSections::layouts).sum();
        if (layouts > MAX_LAYOUTS) {
            throw malformed(layouts + " ways to measure the image, at most " + MAX_LAYOUTS + " are followed");
        }
        OptionalInt stub = StubVersion.of(image);
        List<UkiProfile> numbered = new ArrayList<>();
        for (UkiSections profile : profiles) {
            numbered.add(new UkiProfile(image, numbered.size(), profile, stub));
        }
        return new UnifiedKernelImage(image, stub, numbered);
    }

    private static void checkMemory(PeImage image) throws MalformedException {
        long end = 0;
        long measured = 0;
        List<Section> inMemory = image.sections().stream()
                .filter(s -> s.virtualSize() > 0)
                .sorted(Comparator.comparingLong(Section::virtualAddress))
                .toList();
        for (Section section : inMemory) {
            if (section.virtualAddress() < end) {
                throw malformed(section + " overlaps another section in memory");
            }
            end = section.virtualEnd();
            measured += UkiSection.named(section.name()).isPresent() ? section.virtualSize() : 0;
        }
        // Without this bound a small file could ask for gigabytes of zeros to be hashed.
        if (measured > 8L * image.file().length() + PADDING_ALLOWANCE) {
            throw malformed(measured + " bytes are measured of a file of "
                    + image.file().length());
        }
    }

    /** The base sections are those before the first {@code .profile}; each of which begins a profile. */
    private static List<UkiSections> profiles(List<Section> sections) {
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < sections.size(); i++) {
            if (sections.get(i).name().equals(PROFILE)) {
                starts.add(i);
            }
        }
        starts.add(sections.size());
        UkiSections base = UkiSections.NONE.overriddenBy(sections.subList(0, starts.getFirst()));
        List<UkiSections> profiles = new ArrayList<>();
        for (int i = 0; i + 1 < starts.size(); i++) {
            profiles.add(base.overriddenBy(sections.subList(starts.get(i), starts.get(i + 1)))
                    .withoutEmpty());
        }
        return profiles.isEmpty() ? List.of(base.withoutEmpty()) : profiles;
    }

    /** The image it is. */
    public PeImage image() {
        return image;
    }

    /**
     * The systemd version of the stub, by its own account. It decides what is measured: 252 passes {@code .uname} over.
     * A stub that does not say is taken for a new one.
     */
    public OptionalInt stubVersion() {
        return stubVersion;
    }

    /** At least one; the first is booted unless another is asked for. */
    public List<UkiProfile> profiles() {
        return profiles;
    }

    private static MalformedException malformed(String message) {
        return new MalformedException(0, message);
    }
}
