package dev.touchstone.server.image.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class DebianPackageFuzzTest {

    private static final ArchiveLimits LIMITS = new ArchiveLimits(1000, 1 << 22, 100);

    static Stream<byte[]> packages() {
        return Stream.of("", "gz", "xz", "zst")
                .map(packing -> DebBuilder.named("a")
                        .packed(packing)
                        .file("./boot/vmlinuz-1", new byte[700])
                        .file("./" + "long/".repeat(40), new byte[3])
                        .entry("x", 'x', "14 path=abcd\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .build());
    }

    @MethodSource("packages")
    @FuzzTest(maxDuration = "30s")
    void a_package_is_read_or_refused(byte[] data) throws IOException {
        try {
            DebianPackage read = DebianPackage.read(
                    new ByteArrayInputStream(data),
                    LIMITS,
                    (path, size, content) -> assertThat(content.readAllBytes()).hasSize((int) size));
            assertThat(read.name()).isNotBlank();
        } catch (ArchiveRefusedException _) {
            // The declared refusal.
        }
    }
}
