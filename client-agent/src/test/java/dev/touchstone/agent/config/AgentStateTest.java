package dev.touchstone.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.agent.tpm.EndorsementKeyType;
import dev.touchstone.agent.tpm.KeyBlobs;
import dev.touchstone.bytes.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What the agent keeps")
class AgentStateTest {

    private static final Enrolment ENROLMENT = new Enrolment(
            UUID.fromString("6b1f0f5e-8f0e-4c55-9f7e-0000000000aa"),
            "https://touchstone.example",
            null,
            EndorsementKeyType.ECC,
            "000b01",
            "000b02",
            "ACTIVE",
            Instant.parse("2026-11-24T10:00:00Z"));
    private static final KeyBlobs KEY = new KeyBlobs(Bytes.ofHex("0006" + "0023000b0000"), Bytes.ofHex("000401020304"));

    private Path directory = Path.of("");

    @BeforeEach
    void choose(@TempDir Path parent) {
        directory = parent.resolve("deep").resolve("state");
    }

    @Test
    void is_made_for_this_user_alone() throws Exception {
        AgentState state = AgentState.open(directory);
        state.enrolment(ENROLMENT);
        state.attestationKey(KEY);
        assertThat(permissions(directory)).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"))
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("agent.json", "ak.pub", "ak.priv");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rwxr-----", "rwx--x---", "rwx---r--", "rwx----w-"})
    void is_refused_where_others_have_any_right(String rights) throws Exception {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(rights));
        assertThatExceptionOfType(StateException.class)
                .isThrownBy(() -> AgentState.open(directory))
                .withMessageContaining("open to others");
    }

    @Test
    void is_refused_where_a_file_is_in_the_way() throws Exception {
        Files.createDirectories(directory.getParent());
        Files.createFile(directory);
        assertThatExceptionOfType(StateException.class)
                .isThrownBy(() -> AgentState.open(directory))
                .withMessageContaining("is not a directory");
    }

    @Test
    void comes_back_as_it_was() throws Exception {
        AgentState state = AgentState.open(directory);
        assertThat(state.enrolment()).isEmpty();
        assertThat(state.attestationKey()).isEmpty();
        assertThat(state.lastVerdict()).isEmpty();
        LastVerdict verdict = new LastVerdict("DRIFTED", List.of("because"), Instant.EPOCH, null);
        state.enrolment(ENROLMENT);
        state.attestationKey(KEY);
        state.lastVerdict(verdict);
        AgentState reopened = AgentState.open(directory);
        assertThat(reopened.enrolment()).contains(ENROLMENT);
        assertThat(reopened.attestationKey()).contains(KEY);
        assertThat(reopened.lastVerdict()).contains(verdict);
    }

    @Test
    void holds_one_half_of_a_key_for_none() throws Exception {
        AgentState state = AgentState.open(directory);
        state.attestationKey(KEY);
        Files.delete(directory.resolve("ak.pub"));
        assertThat(state.attestationKey()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "{}", "{\"hostId\": \"x\"}"})
    void is_called_damaged_when_it_is(String content) throws Exception {
        AgentState state = AgentState.open(directory);
        Files.writeString(directory.resolve("agent.json"), content);
        assertThatExceptionOfType(StateException.class)
                .isThrownBy(state::enrolment)
                .withMessageContaining("agent.json is damaged");
    }

    @Test
    void is_not_read_beyond_a_bound() throws Exception {
        AgentState state = AgentState.open(directory);
        Files.write(directory.resolve("ak.pub"), new byte[70_000]);
        assertThatExceptionOfType(StateException.class)
                .isThrownBy(state::attestationKey)
                .withMessageContaining("larger than");
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
