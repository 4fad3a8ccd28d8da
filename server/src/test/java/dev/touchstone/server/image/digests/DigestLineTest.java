package dev.touchstone.server.image.digests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestLineTest {

    private static final String HEX = "0123456789abcdef".repeat(4);
    private static final String TEMPLATE = "ab".repeat(20);

    @Test
    void lines_of_sha256sum_are_read_with_their_escapes() throws IOException {
        assertThat(read(HEX + "  /usr/bin/true\n" + HEX.toUpperCase(java.util.Locale.ROOT) + " */a b\n"))
                .containsExactly("sha256 " + HEX + " /usr/bin/true", "sha256 " + HEX + " /a b");
        assertThat(read("\\" + HEX + "  /new\\nline\\\\\n")).containsExactly("sha256 " + HEX + " /new\nline\\");
        assertThat(read(HEX + HEX + "  /512\r\n\n# a comment\n")).containsExactly("sha512 " + HEX + HEX + " /512");
    }

    @Test
    void ima_lists_are_read_but_for_what_is_of_no_files_content() throws IOException {
        DigestLines lines = lines("10 %1$s ima-ng sha256:%2$s boot_aggregate\n10 %1$s ima-ng sha256:%2$s /usr/bin/a b\n"
                        .formatted(TEMPLATE, HEX)
                + "10 %1$s ima-sig sha256:%2$s /signed 0302046e\n10 %1$s ima-sig sha256:%2$s /not signed \n"
                        .formatted(TEMPLATE, HEX)
                + "10 %1$s ima-ngv2 verity:sha256:%2$s /verity\n10 %1$s ima-ngv2 ima:sha256:%2$s /v2\n"
                        .formatted(TEMPLATE, HEX)
                + "10 %1$s ima-ng sha256:%3$s /violation\n10 %1$s ima-buf sha256:%2$s dm_table_load 61\n"
                        .formatted("0".repeat(40), HEX, "0".repeat(64)));
        List<String> paths = new ArrayList<>();
        for (Optional<FileDigest> file = lines.next(); file.isPresent(); file = lines.next()) {
            paths.add(file.get().path());
        }
        assertThat(paths).containsExactly("/usr/bin/a b", "/signed", "/not signed", "/v2");
        assertThat(lines.skipped()).isEqualTo(4);
    }

    @Test
    void json_lines_are_read_strictly() throws IOException {
        assertThat(read("{\"digest\":\"sha384:" + HEX + HEX.substring(32) + "\",\"path\":\"/a\"}"))
                .containsExactly("sha384 " + HEX + HEX.substring(32) + " /a");
        refused("{\"digest\":\"sha256:" + HEX + "\",\"path\":\"/a\",\"size\":1}");
        refused("{\"digest\":\"sha256:" + HEX + "\",\"path\":\"/a\",\"path\":\"/b\"}");
        refused("{\"digest\":\"sha256:" + HEX + "\",\"path\":\"/a\\u0000\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "0123  /short",
                "d41d8cd98f00b204e9800998ecf8427e  /md5",
                "da39a3ee5e6b4b0d3255bfef95601890afd80709  /sha1",
                "10 da39a3ee5e6b4b0d3255bfef95601890afd80709 ima-ng sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709 /a",
                "10 da39a3ee5e6b4b0d3255bfef95601890afd80709 ima-ng sha256:da39a3 /a",
                "10 da39a3ee5e6b4b0d3255bfef95601890afd80709 ima da39a3ee5e6b4b0d3255bfef95601890afd80709 /a",
            })
    void what_tells_no_file_apart_is_refused_with_its_line(String line) {
        assertThatThrownBy(() -> read("\n" + line)).hasMessageStartingWith("line 2: ");
    }

    @Test
    void a_line_without_an_end_is_refused_before_it_is_held() {
        assertThatThrownBy(() -> lines("a".repeat(1 << 20)).next()).hasMessageContaining("longer than");
    }

    @Test
    void a_list_cut_anywhere_is_read_to_there_or_refused() throws IOException {
        String whole = HEX + "  /usr/bin/true\n";
        for (int length = 1; length < whole.length(); length++) {
            try {
                assertThat(read(whole.substring(0, length)).getFirst()).startsWith("sha256 " + HEX + " /");
            } catch (DigestLines.MalformedLineException e) {
                assertThat(e).hasMessageStartingWith("line 1: ");
            }
        }
    }

    private static void refused(String line) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(DigestLines.MalformedLineException.class);
    }

    private static DigestLines lines(String text) {
        return new DigestLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> read(String text) throws IOException {
        DigestLines lines = lines(text);
        List<String> read = new ArrayList<>();
        for (Optional<FileDigest> file = lines.next(); file.isPresent(); file = lines.next()) {
            read.add(file.get().digest().algorithm().bank() + " " + file.get().value() + " "
                    + file.get().path());
        }
        return read;
    }
}
