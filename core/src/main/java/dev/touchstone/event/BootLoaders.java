package dev.touchstone.event;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.event.EventContent.GrubCommand;
import java.nio.charset.StandardCharsets;

/** EV_IPL as shim, GRUB, systemd-boot and systemd-stub use it; which of them wrote one is told by its PCR. */
final class BootLoaders {

    private BootLoaders() {}

    static Claim read(Source source) {
        return switch (source.pcr()) {
            case 8 -> grub(source.data());
            case 9 ->
                Claim.of(
                        new EventContent.LoadedFile(EventString.decode(source.data(), StandardCharsets.UTF_8)),
                        DigestRule.FILE);
            case 11 -> section(source);
            case 12, 13 -> loaderInput(source);
            case 14 -> Claim.of(new EventContent.ShimVariable(source.text()), DigestRule.NAMED_VARIABLE);
            default -> Claim.whole(new EventContent.LoaderText(source.text()), source);
        };
    }

    /** GRUB measures the string without its prefix and terminator, and logs it with both. */
    private static Claim grub(Bytes data) {
        String logged = EventString.decode(data, StandardCharsets.UTF_8);
        for (GrubCommand.Prefix prefix : GrubCommand.Prefix.values()) {
            for (String word : prefix.logged()) {
                if (logged.startsWith(word)) {
                    return grub(prefix, data.slice(word.length(), data.length()));
                }
            }
        }
        return Claim.of(new GrubCommand(GrubCommand.Prefix.OTHER, logged), DigestRule.DESCRIBED);
    }

    /** Red Hat's older GRUB measured the terminator of a command. */
    private static Claim grub(GrubCommand.Prefix prefix, Bytes text) {
        boolean terminated = !text.isEmpty() && text.at(text.length() - 1) == 0;
        Bytes bare = terminated ? text.slice(0, text.length() - 1) : text;
        GrubCommand command = new GrubCommand(prefix, EventString.decode(bare, StandardCharsets.UTF_8));
        return Claim.of(command, DigestRule.GRUB_STRING, bare, text);
    }

    /** systemd-stub measures a section's name, then its content, and logs the name both times. */
    private static Claim section(Source source) {
        String name = source.text();
        Bytes measured = Bytes.ofUtf8(name + "\0");
        return source.isOf(measured)
                ? Claim.of(new EventContent.UkiSection(name, true), DigestRule.SECTION_NAME, measured)
                : Claim.of(new EventContent.UkiSection(name, false), DigestRule.SECTION_CONTENT);
    }

    /**
     * systemd-boot and systemd-stub measure a command line as they log it; of an initrd they make, they log a
     * description. Both are UTF-16: read as anything else, a command line could show as a harmless one.
     */
    private static Claim loaderInput(Source source) {
        String text = EventString.decode(source.data(), StandardCharsets.UTF_16LE);
        return text.endsWith(" initrd") && !source.isOf(source.data())
                ? Claim.of(new EventContent.GeneratedInitrd(text), DigestRule.GENERATED_INITRD)
                : Claim.whole(new EventContent.LoaderCommandLine(text), source);
    }
}
