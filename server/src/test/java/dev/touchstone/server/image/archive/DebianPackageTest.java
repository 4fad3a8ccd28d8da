package dev.touchstone.server.image.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebianPackageTest {

    private static final ArchiveLimits SMALL = new ArchiveLimits(3, 32 << 20, 100);

    private final Map<String, String> files = new LinkedHashMap<>();

    @ParameterizedTest
    @ValueSource(strings = {"xz", "gz", "zst", ""})
    void files_are_seen_however_they_are_packed(String packing) throws IOException {
        DebianPackage read = read(DebBuilder.named("linux-image-6.12.9-amd64")
                .packed(packing)
                .entry("./", '5', new byte[0])
                .file("./boot/vmlinuz-6.12.9-amd64", text("kernel"))
                .entry("./vmlinuz", '2', new byte[0])
                .file("./boot/config", text("")));

        assertThat(read).isEqualTo(new DebianPackage("linux-image-6.12.9-amd64", "6.12.9-1", "amd64"));
        assertThat(files)
                .containsExactly(Map.entry("/boot/vmlinuz-6.12.9-amd64", "kernel"), Map.entry("/boot/config", ""));
    }

    @Test
    void long_paths_are_read_in_gnus_and_in_posixs_form() throws IOException {
        String path = "./usr/" + "long/".repeat(40) + "file";
        String pax = "x".repeat(200);
        read(DebBuilder.named("a")
                .file(path, text("1"))
                .entry("./PaxHeaders/x", 'x', text("210 path=" + pax + "\n"))
                .entry("short", '0', text("2"))
                .file("./after", text("3")));

        assertThat(files)
                .containsExactly(
                        Map.entry(path.substring(1), "1"), Map.entry("/" + pax, "2"), Map.entry("/after", "3"));
    }

    @Test
    void a_visitor_need_not_read_what_it_is_shown() throws IOException {
        int[] seen = {0};
        DebianPackage.read(
                new ByteArrayInputStream(DebBuilder.named("a")
                        .file("./one", new byte[5000])
                        .file("./two", new byte[1])
                        .build()),
                ArchiveLimits.DEFAULT,
                (_, _, content) -> seen[0] += content.read() + 1);
        assertThat(seen[0]).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xz", "gz", "zst"})
    void a_bomb_is_refused_long_before_it_has_gone_off(String packing) {
        DebBuilder bomb = DebBuilder.named("bomb").packed(packing).file("./zeros", new byte[64 << 20]);
        assertThatThrownBy(() -> read(bomb, ArchiveLimits.DEFAULT))
                .isInstanceOf(ArchiveRefusedException.class)
                .hasMessageContaining("unpacks to more");
    }

    @Test
    void more_bytes_or_entries_than_allowed_are_refused() {
        DebBuilder large = DebBuilder.named("a").packed("").file("./large", new byte[33 << 20]);
        assertThatThrownBy(() -> read(large, SMALL)).hasMessageContaining("unpacks to more");

        DebBuilder many = DebBuilder.named("a");
        for (int i = 0; i < 4; i++) {
            many.entry("./" + i, '5', new byte[0]);
        }
        assertThatThrownBy(() -> read(many, SMALL)).hasMessageContaining("more than 3 entries");
    }

    @Test
    void a_path_of_megabytes_is_refused_before_it_is_held() {
        DebBuilder gnu = DebBuilder.named("a").packed("").entry("././@LongLink", 'L', new byte[1 << 20]);
        assertThatThrownBy(() -> read(gnu)).hasMessageContaining("path is longer");
        DebBuilder posix = DebBuilder.named("a").packed("").entry("x", 'x', new byte[1 << 20]);
        assertThatThrownBy(() -> read(posix)).hasMessageContaining("path is longer");
    }

    @Test
    void a_link_that_names_a_size_brings_the_reader_out_of_step_with_nothing() throws IOException {
        byte[] link = DebBuilder.tarEntry("./link", '1', new byte[600]);
        read(DebBuilder.named("a").raw(Arrays.copyOf(link, 512)).file("./file", text("content")));
        assertThat(files).containsExactly(Map.entry("/file", "content"));
    }

    @Test
    void an_altered_header_is_refused() {
        byte[] entry = DebBuilder.tarEntry("./boot/vmlinuz", '0', text("kernel"));
        entry[3] ^= 1;
        assertThatThrownBy(() -> read(DebBuilder.named("a").raw(entry))).hasMessageContaining("checksum");
    }

    @Test
    void what_is_packed_in_an_unknown_way_or_holds_sparse_files_is_refused() {
        assertThatThrownBy(() -> read(DebBuilder.named("a").packed("rar"))).hasMessageContaining("not read here");
        assertThatThrownBy(() -> read(DebBuilder.named("a").entry("./sparse", 'S', new byte[0])))
                .hasMessageContaining("sparse");
    }

    @Test
    void a_package_cut_anywhere_is_refused() {
        byte[] whole =
                DebBuilder.named("cut").file("./boot/vmlinuz-1", text("kernel")).build();
        int needed = whole.length;
        for (int length = 0; length < needed - 1; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            // The index and footer of xz come after all that is read.
            try {
                DebianPackage.read(new ByteArrayInputStream(cut), ArchiveLimits.DEFAULT, this::visit);
                assertThat(length).as("read whole though cut").isGreaterThan(needed - 100);
                assertThat(files).containsEntry("/boot/vmlinuz-1", "kernel");
            } catch (ArchiveRefusedException e) {
                assertThat(e).hasMessageNotContaining("null");
            } catch (IOException e) {
                throw new AssertionError("cut at " + length, e);
            }
        }
    }

    private DebianPackage read(DebBuilder builder) throws IOException {
        return read(builder, ArchiveLimits.DEFAULT);
    }

    private DebianPackage read(DebBuilder builder, ArchiveLimits limits) throws IOException {
        return DebianPackage.read(new ByteArrayInputStream(builder.build()), limits, this::visit);
    }

    private void visit(String path, long size, java.io.InputStream content) throws IOException {
        byte[] bytes = content.readAllBytes();
        assertThat(bytes).hasSize((int) size);
        files.put(path, new String(bytes, StandardCharsets.UTF_8));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
