package dev.touchstone.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.lang.management.ManagementFactory;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Reading an image")
class MemoryTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private interface Reading {
        void run() throws MalformedException;
    }

    static Stream<Arguments> hostile() {
        PeBuilder full = PeBuilder.pe32plus().section(".linux", "kernel");
        PeBuilder choices = PeBuilder.pe32plus().section(".linux", "kernel");
        for (int i = 0; i < 30; i++) {
            full.section(".profile", "ID=p");
            choices.section(".dtbauto", "tree").section(".efifw", "firmware");
        }
        return Stream.of(
                Arguments.of("of the test's own kind", PeBuilder.uki()),
                Arguments.of("of many profiles", full.build()),
                Arguments.of("of as many choices as are allowed", choices.build()),
                Arguments.of(
                        "of a section as long as can be loaded",
                        PeBuilder.pe32plus()
                                .section(".linux", Bytes.ofUtf8("k"), 1 << 19)
                                .build()),
                Arguments.of(
                        "of 4 MiB",
                        PeBuilder.pe32plus()
                                .section(".linux", Bytes.filled(4 << 20, 1), 4 << 20)
                                .build()));
    }

    @ParameterizedTest(name = "{0} takes at most eight times its size, and a megabyte")
    @MethodSource("hostile")
    void is_bounded(String what, Bytes file) throws MalformedException {
        Reading parsing = () -> UnifiedKernelImage.of(PeImage.parse(file));
        PeImage image = PeImage.parse(file);
        assertThat(taken(parsing)).as("%s, parsed", what).isLessThanOrEqualTo(allowed(file));
        assertThat(taken(() -> Authenticode.digest(image, HashAlgorithm.SHA256)))
                .as("%s, hashed", what)
                .isLessThanOrEqualTo(allowed(file));
        for (Section section : image.sections()) {
            assertThat(taken(() -> image.content(section)))
                    .as("%s, loaded", what)
                    .isLessThanOrEqualTo(allowed(file));
        }
    }

    @Test
    void hashes_padding_of_a_gibibyte_without_holding_it() throws MalformedException {
        PeImage image =
                PeBuilder.pe32().section(".bss", Bytes.ofUtf8("x"), 1 << 30).image();
        MessageDigest digest = HashAlgorithm.SHA256.newDigest();

        assertThat(taken(() -> image.digestInto(digest, image.sections().getFirst())))
                .isLessThanOrEqualTo(1 << 20);
    }

    @Test
    void is_bounded_for_signatures_made_of_as_many_values_as_are_allowed() throws MalformedException {
        int values = PcrSignatures.MAX_LENGTH / 32;
        for (String value : List.of("1," + " ".repeat(30), "\"" + "s".repeat(29) + "\",")) {
            Bytes text = Bytes.ofUtf8("{\"x\":[" + value.repeat(values - 4) + "1]}");
            assertThat(PcrSignatures.parse(text)).isEqualTo(PcrSignatures.NONE);
            assertThat(taken(() -> PcrSignatures.parse(text))).as(value).isLessThanOrEqualTo(allowed(text));
        }
    }

    @Test
    void is_bounded_for_as_many_signatures_as_fit() throws MalformedException {
        String hash = "00".repeat(32);
        String entry = "{\"pcrs\":[11],\"pkfp\":\"" + hash + "\",\"pol\":\"" + hash + "\",\"sig\":\""
                + "AAAA".repeat(43) + "\"},";
        int count = PcrSignatures.MAX_LENGTH / entry.length() - 1;
        Bytes text =
                Bytes.ofUtf8("{\"sha256\":[" + entry.repeat(count - 1) + entry.substring(0, entry.length() - 1) + "]}");

        assertThat(PcrSignatures.parse(text).entries()).hasSize(count);
        assertThat(taken(() -> PcrSignatures.parse(text))).isLessThanOrEqualTo(allowed(text));
    }

    private static long allowed(Bytes input) {
        return 8L * input.length() + (1 << 20);
    }

    private static long taken(Reading reading) throws MalformedException {
        reading.run();
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
        reading.run();
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId()) - before;
    }
}
