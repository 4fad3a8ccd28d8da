package dev.touchstone.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The PostgreSQL programs")
class PostgresBinariesIT {

    @TempDir
    private Path directory;

    @Test
    void are_of_the_version_their_directory_names() throws IOException {
        PostgresBinaries binaries = PostgresBinaries.in(Homes.PROGRAMS);
        assertThat(binaries.root()).hasFileName("bin-" + PostgresBinaries.VERSION);
        assertThat(version(binaries) + ".0").isEqualTo("postgres (PostgreSQL) " + PostgresBinaries.VERSION);
    }

    @Test
    void are_unpacked_once_and_whole_when_threads_come_at_the_same_time() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<PostgresBinaries> unpack = () -> PostgresBinaries.in(directory);
            List<Future<PostgresBinaries>> all = threads.invokeAll(
                    IntStream.range(0, 4).mapToObj(_ -> unpack).toList());
            for (Future<PostgresBinaries> binaries : all) {
                assertThat(version(binaries.get())).startsWith("postgres (PostgreSQL) 18.");
            }
        }
        assertOnlyOwnerReads();
    }

    @Test
    void are_unpacked_once_and_whole_when_processes_come_at_the_same_time() throws IOException {
        List<Process> processes =
                Stream.of(unpackInOtherJvm(), unpackInOtherJvm()).toList();
        for (Process process : processes) {
            assertThat(process.onExit().join().exitValue()).isZero();
        }
        assertThat(version(PostgresBinaries.in(directory))).startsWith("postgres (PostgreSQL) 18.");
        assertThat(directory.resolve("bin-" + PostgresBinaries.VERSION + ".partial"))
                .doesNotExist();
    }

    @Test
    void replace_what_a_crash_left_half_unpacked() throws IOException {
        Path partial = Files.createDirectories(directory
                .resolve("bin-" + PostgresBinaries.VERSION + ".partial")
                .resolve("bin"));
        Files.writeString(partial.resolve("postgres"), "half");
        assertThat(version(PostgresBinaries.in(directory))).startsWith("postgres (PostgreSQL) 18.");
    }

    private static String version(PostgresBinaries binaries) throws IOException {
        return Command.run(binaries.command("postgres", "--version"), Duration.ofSeconds(30))
                .output();
    }

    private void assertOnlyOwnerReads() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(file -> !Files.isSymbolicLink(file) && !file.equals(directory)))
                    .hasSizeGreaterThan(900)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .matches(Files.isDirectory(file) ? "rwx------" : "rw[x-]------"));
        }
    }

    private Process unpackInOtherJvm() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Unpack.class.getName(),
                        directory.toString())
                .inheritIO()
                .start();
    }

    static final class Unpack {

        private Unpack() {}

        public static void main(String[] arguments) throws IOException {
            PostgresBinaries.in(Path.of(arguments[0]));
        }
    }
}
