package dev.touchstone.agent.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The other side is util-linux's flock(1), which takes the same kind of lock as systemd. */
@DisplayName("A shared lock on the userspace log")
class SharedLockTest {

    private Path log = Path.of("");

    @BeforeEach
    void makeLog(@TempDir Path directory) throws IOException {
        log = Files.createFile(directory.resolve("tpm2-measure.log"));
    }

    @Test
    void keeps_a_writer_out_until_it_is_closed() throws Exception {
        try (SharedLock _ = SharedLock.acquire(log, Duration.ofSeconds(1))) {
            assertThat(writerGetsIn()).isFalse();
        }
        assertThat(writerGetsIn()).isTrue();
    }

    @Test
    void is_shared_with_other_readers() throws Exception {
        try (SharedLock _ = SharedLock.acquire(log, Duration.ofSeconds(1));
                SharedLock _ = SharedLock.acquire(log, Duration.ofSeconds(1))) {
            assertThat(flock("--shared")).isTrue();
        }
    }

    @Test
    void waits_for_a_writer_only_so_long() throws Exception {
        Process writer = writer();
        try {
            assertThatExceptionOfType(EvidenceException.class)
                    .isThrownBy(() -> SharedLock.acquire(log, Duration.ofMillis(50)))
                    .satisfies(e -> assertThat(e.temporary()).isTrue())
                    .withMessageContaining("locked by a writer");
        } finally {
            writer.getOutputStream().close();
            assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        try (SharedLock _ = SharedLock.acquire(log, Duration.ofSeconds(5))) {
            assertThat(writerGetsIn()).isFalse();
        }
    }

    @Test
    void of_a_log_that_is_not_there_is_refused() {
        assertThatExceptionOfType(EvidenceException.class)
                .isThrownBy(() -> SharedLock.acquire(log.resolveSibling("none"), Duration.ZERO))
                .withMessageContaining("errno 2");
    }

    /** Holds the exclusive lock until its stdin is closed. */
    private Process writer() throws IOException {
        Process writer = new ProcessBuilder("flock", "--exclusive", log.toString(), "sh", "-c", "echo ready; cat")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(writer.inputReader().readLine()).isEqualTo("ready");
        return writer;
    }

    private boolean writerGetsIn() throws Exception {
        return flock("--exclusive");
    }

    private boolean flock(String kind) throws Exception {
        return new ProcessBuilder("flock", "--nonblock", kind, log.toString(), "true")
                        .start()
                        .waitFor()
                == 0;
    }
}
