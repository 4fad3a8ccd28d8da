package dev.touchstone.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("PostgreSQL's log")
class PostgresLogTest {

    private static final int LIMIT = 1_000;

    @TempDir
    private Path directory;

    @Test
    void is_of_bounded_size_and_keeps_the_latest() throws Exception {
        follow(IntStream.range(0, 5_000).mapToObj(n -> "line " + n).collect(Collectors.joining("\n")));
        try (var files = Files.list(directory)) {
            assertThat(files)
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(Files.size(file)).isLessThan(LIMIT + 20));
        }
        assertThat(Files.readString(directory.resolve("postgres.log"))).endsWith("line 4999\n");
    }

    @Test
    void is_of_bounded_size_even_when_one_line_is_huge() throws Exception {
        follow("x".repeat(5_000_000));
        assertThat(Files.size(directory.resolve("postgres.log"))).isLessThan(20_000);
    }

    @Test
    void gives_its_last_lines_for_an_error_message() throws Exception {
        PostgresLog log = follow("first\n" + "more\n".repeat(20) + "FATAL:  no such thing");
        assertThat(log.tail()).endsWith("FATAL:  no such thing").doesNotContain("first");
    }

    private PostgresLog follow(String output) throws InterruptedException {
        PostgresLog log = new PostgresLog(directory.resolve("postgres.log"), LIMIT);
        log.follow(new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8)))
                .join();
        return log;
    }
}
