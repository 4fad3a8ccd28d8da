package dev.touchstone.image;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One way to boot a unified kernel image: the base sections, overridden by the profile's own (UAPI.5, <i>Multi-Profile
 * UKIs</i>). What it tells is what the image says; a text of more than {@value #MAX_TEXT} bytes is refused.
 */
public final class UkiProfile {

    /** Bytes a command line, os-release or other text may have. */
    public static final int MAX_TEXT = 1 << 16;

    private static final String ID = "ID";
    private static final String TITLE = "TITLE";

    private final PeImage image;
    private final int index;
    private final UkiSections sections;
    private final int stub;

    UkiProfile(PeImage image, int index, UkiSections sections, OptionalInt stub) {
        this.image = image;
        this.index = index;
        this.sections = sections;
        this.stub = stub.orElse(Integer.MAX_VALUE);
    }

    /** Its number in the image, from 0, which is booted if nothing else is asked for. */
    public int index() {
        return index;
    }

    /** The profile's {@code ID}, if it has one: {@code factory-reset}. */
    public Optional<String> id() throws MalformedException {
        return assigned(ID);
    }

    /** The profile's {@code TITLE}, if it has one, for people. */
    public Optional<String> title() throws MalformedException {
        return assigned(TITLE);
    }

    private Optional<String> assigned(String name) throws MalformedException {
        return text(UkiSection.PROFILE)
                .map(text -> Assignments.in(text, Set.of(name)).get(name));
    }

    /** The operating system's identity; all empty without {@code .osrel}. */
    public OsRelease osRelease() throws MalformedException {
        return OsRelease.of(text(UkiSection.OSREL).orElse(""));
    }

    /** The kernel's command line, if the image fixes one. */
    public Optional<String> commandLine() throws MalformedException {
        return text(UkiSection.CMDLINE);
    }

    /** The kernel's release: {@code 6.12.9-amd64}. */
    public Optional<String> uname() throws MalformedException {
        return text(UkiSection.UNAME);
    }

    /** The SBAT entries, comma-separated values: what can be revoked by generation. */
    public Optional<String> sbat() throws MalformedException {
        return text(UkiSection.SBAT);
    }

    /** The public key meant to verify {@link #pcrSignatures}, as PEM. */
    public Optional<Bytes> publicKey() throws MalformedException {
        return bounded(Optional.ofNullable(sections.fixed().get(UkiSection.PCRPKEY)), MAX_TEXT);
    }

    /** The signed PCR policies the image carries; none without {@code .pcrsig}. */
    public PcrSignatures pcrSignatures() throws MalformedException {
        Optional<Bytes> text = bounded(sections.pcrSignatures(), PcrSignatures.MAX_LENGTH);
        return text.isPresent() ? PcrSignatures.parse(withoutPadding(text.get())) : PcrSignatures.NONE;
    }

    /**
     * Every list of sections the stub may measure, in measuring order: as many as there are devicetrees and firmware
     * images for the hardware to choose from, and none of them.
     */
    public List<Map<UkiSection, Section>> layouts() {
        Map<UkiSection, Section> fixed = new EnumMap<>(sections.fixed());
        fixed.keySet().removeIf(name -> name.since() > stub);
        List<Map<UkiSection, Section>> layouts = List.of(fixed);
        layouts = choosing(UkiSection.DTBAUTO, sections.devicetrees(), layouts);
        layouts = choosing(UkiSection.EFIFW, sections.firmware(), layouts);
        return layouts.stream().map(Collections::unmodifiableMap).toList();
    }

    /** The {@code layouts} without and with each of the {@code choices}. */
    private List<Map<UkiSection, Section>> choosing(
            UkiSection name, List<Section> choices, List<Map<UkiSection, Section>> layouts) {
        if (name.since() > stub) {
            return layouts;
        }
        List<Map<UkiSection, Section>> all = new ArrayList<>(layouts);
        for (Map<UkiSection, Section> layout : layouts) {
            for (Section choice : choices) {
                Map<UkiSection, Section> chosen = new EnumMap<>(layout);
                chosen.put(name, choice);
                all.add(chosen);
            }
        }
        return all;
    }

    private Optional<String> text(UkiSection name) throws MalformedException {
        return bounded(Optional.ofNullable(sections.fixed().get(name)), MAX_TEXT)
                .map(bytes -> withoutPadding(bytes).toUtf8());
    }

    private Optional<Bytes> bounded(Optional<Section> section, int limit) throws MalformedException {
        if (section.isEmpty()) {
            return Optional.empty();
        }
        if (section.get().virtualSize() > limit) {
            throw new MalformedException(0, section.get() + " is longer than " + limit + " bytes");
        }
        return Optional.of(image.content(section.get()));
    }

    private static Bytes withoutPadding(Bytes text) {
        int end = text.length();
        while (end > 0 && text.at(end - 1) == 0) {
            end--;
        }
        return text.slice(0, end);
    }
}
