package dev.touchstone.agent.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.bytes.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @Test
    void files_that_claim_size_zero_are_read_to_their_end() throws Exception {
        Path kernel = Path.of("/proc/version");
        assertThat(Files.size(kernel)).isZero();
        assertThat(LogFile.read("log", kernel).toUtf8()).startsWith("Linux version");
    }

    @Test
    void a_log_at_the_limit_is_read_and_one_byte_more_is_refused(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("log");
        Files.write(log, new byte[100]);
        assertThat(LogFile.read("log", log, 100)).isEqualTo(Bytes.filled(100, 0));
        assertThatExceptionOfType(EvidenceException.class)
                .isThrownBy(() -> LogFile.read("firmware log", log, 99))
                .withMessageContaining("firmware log " + log + " has more than 99 bytes");
    }

    @Test
    void an_endless_file_is_refused_in_bounded_memory() throws IOException {
        assertThatExceptionOfType(EvidenceException.class)
                .isThrownBy(() -> LogFile.read("log", Path.of("/dev/zero")))
                .withMessageContaining("more than");
    }

    @Test
    void a_missing_log_is_named(@TempDir Path directory) {
        assertThatExceptionOfType(EvidenceException.class)
                .isThrownBy(() -> LogFile.read("firmware log", directory.resolve("none")))
                .withMessageContaining("there is no firmware log at");
    }
}
