package dev.touchstone.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Fed;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Any bytes give a PE image that can be hashed, loaded and predicted, or the one declared refusal")
class PeImageFuzzTest {

    private static final List<String> NAMES = List.of(
            ".linux",
            ".osrel",
            ".cmdline",
            ".uname",
            ".sbat",
            ".pcrpkey",
            ".pcrsig",
            ".profile",
            ".dtbauto",
            ".efifw",
            ".initrd",
            ".ucode",
            ".splash",
            ".dtb",
            ".hwids",
            ".sdmagic",
            ".text");

    private static final int PATIENCE = 1 << 22; // up to 4 GiB of zeros would be hashed, which is right but slow

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "20s")
    void anyBytes(byte[] input) {
        try {
            tell(Memory.bounded(Bytes.of(input), PeImage::parse));
        } catch (MalformedException expected) {
            // the declared refusal
        }
    }

    /** A unified kernel whose headers from the section table on are others. */
    @FuzzTest(maxDuration = "20s")
    void sections(byte[] input) {
        byte[] file = PeBuilder.uki().toArray();
        int table = PeBuilder.pe32plus().sectionHeader(0);
        System.arraycopy(input, 0, file, table, Math.min(input.length, PeBuilder.SIZE_OF_HEADERS - table));
        anyBytes(file);
    }

    /** A unified kernel of sections with known names and any content. */
    @FuzzTest(maxDuration = "20s")
    void contents(byte[] input) {
        Fed fed = new Fed(input);
        PeBuilder file = PeBuilder.pe32plus();
        for (int i = 0; i < 40 && fed.more(); i++) {
            String name = fed.one(NAMES);
            Bytes content = fed.part();
            file.section(name, content, content.length() + fed.octet() / 0xf0);
        }
        anyBytes(file.build().toArray());
    }

    private static void tell(PeImage image) throws MalformedException {
        Authenticode.digest(image, HashAlgorithm.SHA256);
        Authenticode.measured(image, HashAlgorithm.SHA1);
        image.sections().forEach(section -> digest(image, section));
        tell(UnifiedKernelImage.of(image));
    }

    private static void digest(PeImage image, Section section) {
        MessageDigest digest = HashAlgorithm.SHA256.newDigest();
        if (section.virtualSize() <= PATIENCE) {
            image.digestInto(digest, section);
        }
    }

    private static void tell(UnifiedKernelImage image) throws MalformedException {
        Pcr11.predict(image, HashAlgorithm.SHA256, PhasePath.SYSTEMD);
        for (UkiProfile profile : image.profiles()) {
            profile.id();
            profile.title();
            profile.osRelease();
            profile.commandLine();
            profile.uname();
            profile.sbat();
            profile.publicKey();
            profile.pcrSignatures();
        }
    }

    static Stream<Arguments> seeds() {
        return Stream.of(
                        PeBuilder.uki(),
                        PeBuilder.pe32().section(".text", "code").build(),
                        PeBuilder.pe32plus()
                                .section(".linux", Bytes.ofUtf8("kernel"), 700)
                                .certificates(Bytes.filled(16, 1))
                                .build())
                .map(seed -> Arguments.of((Object) seed.toArray()));
    }
}
