package dev.touchstone.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

@DisplayName("An archive of programs")
class PostgresArchiveTest {

    @TempDir
    private Path parent;

    private Path root;

    @BeforeEach
    void createRoot() throws IOException {
        root = Files.createDirectory(parent.resolve("root"));
    }

    @Test
    void gives_files_programs_and_links() throws IOException {
        TarArchiveEntry program = new TarArchiveEntry("bin/postgres");
        program.setMode(0755);
        PostgresArchive.unpack(archive(program), root);
        PostgresArchive.unpack(archive(link("lib/libpq.so", "libpq.so.5")), root);
        assertThat(root.resolve("bin/postgres")).isExecutable().hasContent("x");
        assertThat(Files.readSymbolicLink(root.resolve("lib/libpq.so"))).hasToString("libpq.so.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "bin/../../outside"})
    void writes_no_file_outside_of_its_directory(String name) {
        refuses(new TarArchiveEntry(name, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../outside", "/etc/passwd"})
    void links_to_nothing_outside_of_its_directory(String target) {
        refuses(link("lib/link", target));
    }

    @ParameterizedTest
    @MethodSource("otherKinds")
    void holds_nothing_but_files_and_links(TarArchiveEntry entry) {
        refuses(entry);
    }

    static Stream<TarArchiveEntry> otherKinds() {
        return Stream.of(TarConstants.LF_CHR, TarConstants.LF_FIFO, TarConstants.LF_LINK)
                .map(kind -> new TarArchiveEntry("lib/entry", kind));
    }

    private void refuses(TarArchiveEntry entry) {
        assertThatIOException()
                .isThrownBy(() -> PostgresArchive.unpack(archive(entry), root))
                .withMessageStartingWith("The PostgreSQL archive");
        assertThat(parent.resolve("outside")).doesNotExist();
    }

    private static TarArchiveEntry link(String name, String target) {
        TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        link.setLinkName(target);
        return link;
    }

    private static InputStream archive(TarArchiveEntry entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options(0)))) {
            byte[] content = entry.isFile() ? "x".getBytes(StandardCharsets.UTF_8) : new byte[0];
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
