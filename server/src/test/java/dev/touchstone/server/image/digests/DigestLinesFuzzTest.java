package dev.touchstone.server.image.digests;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class DigestLinesFuzzTest {

    static Stream<byte[]> lists() {
        String hex = "0123456789abcdef".repeat(4);
        return Stream.of(
                        hex + "  /usr/bin/true\n",
                        "\\" + hex + "  /a\\nb\n",
                        "10 " + "ab".repeat(20) + " ima-sig sha256:" + hex + " /a b 0302\n",
                        "{\"digest\":\"sha256:" + hex + "\",\"path\":\"/a\"}\n")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("lists")
    @FuzzTest(maxDuration = "30s")
    void a_list_is_read_or_refused(byte[] data) throws IOException {
        DigestLines lines = new DigestLines(new ByteArrayInputStream(data));
        try {
            for (Optional<FileDigest> file = lines.next(); file.isPresent(); file = lines.next()) {
                assertThat(file.get().value().length())
                        .isEqualTo(file.get().digest().algorithm().size());
            }
        } catch (DigestLines.MalformedLineException _) {
            // The declared refusal.
        }
    }
}
