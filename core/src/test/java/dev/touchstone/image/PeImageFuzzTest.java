package dev.touchstone.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.security.MessageDigest;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Any bytes give a PE image that can be hashed, loaded and predicted, or the one declared refusal")
class PeImageFuzzTest {

    private static final int PATIENCE = 1 << 22; // up to 4 GiB of zeros would be hashed, which is right but slow

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "20s")
    void anyBytes(byte[] input) {
        try {
            PeImage image = PeImage.parse(Bytes.of(input));
            Authenticode.digest(image, HashAlgorithm.SHA256);
            Authenticode.measured(image, HashAlgorithm.SHA1);
            image.sections().forEach(section -> digest(image, section));
            tell(UnifiedKernelImage.of(image));
        } catch (MalformedException expected) {
            // the declared refusal
        }
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
