package dev.touchstone.image;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which version of systemd's stub a unified kernel image has: it says so in {@code .sdmagic}, for bootctl(1). */
final class StubVersion {

    private static final String SDMAGIC = ".sdmagic";
    private static final int MAX_LENGTH = 256;
    private static final Pattern MAGIC =
            Pattern.compile("#### LoaderInfo: systemd-stub ([0-9]{3,4})\\b.*", Pattern.DOTALL);

    private StubVersion() {}

    /** The version, if it is systemd's stub and says one. */
    static OptionalInt of(PeImage image) throws MalformedException {
        Optional<Section> section = image.sections().stream()
                .filter(s -> s.name().equals(SDMAGIC) && s.virtualSize() <= MAX_LENGTH)
                .findFirst();
        if (section.isEmpty()) {
            return OptionalInt.empty();
        }
        Bytes text = image.content(section.get());
        Matcher matcher = MAGIC.matcher(text.toText(StandardCharsets.ISO_8859_1, 0, text.length()));
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }
}
