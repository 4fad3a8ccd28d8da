package dev.touchstone.agent.tpm.tss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.agent.tpm.TpmDeviceException;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Responses of a TPM")
class TssChannelTest {

    private static final String SUCCESS = "80010000000a00000000";

    /** Answers in hex, given one by one. */
    private static final class Script implements Link {
        private final ArrayDeque<String> answers;

        Script(String... answers) {
            this.answers = new ArrayDeque<>(List.of(answers));
        }

        @Override
        public byte[] transceive(byte[] command) throws IOException {
            if (answers.isEmpty()) {
                throw new IOException("connection reset");
            }
            return Bytes.ofHex(answers.remove()).toArray();
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @CsvSource({
        // TPM_RC_INTEGRITY on parameter 1
        "80010000000a000001df, KEY_LOST, not made by this TPM",
        "80010000000a00000921, TEMPORARY, lockout",
        "80010000000a00000902, TEMPORARY, no slot is free",
        "80010000000a00000100, REFUSED, was not started",
        // TPM_RC_HANDLE on handle 1, TPM_RC_BAD_AUTH on session 1
        "80010000000a0000018b, REFUSED, no such object",
        "80010000000a000009a2, REFUSED, does the hierarchy have a password",
        // The old TPM 1.2 answer to a bad tag
        "00c40000000a0000001e, REFUSED, response code 0x1e"
    })
    void say_what_went_wrong(String response, TpmDeviceException.Kind kind, String words) {
        try (var tpm = new TssTpmDevice(new Script(response))) {
            assertThatThrownBy(tpm::banks).isInstanceOfSatisfying(TpmDeviceException.class, e -> {
                assertThat(e.kind()).isEqualTo(kind);
                assertThat(e).hasMessageContaining(words);
            });
        }
    }

    @Test
    @DisplayName("a resource manager's refusal, which TSS.Java takes for success, is a refusal")
    void resource_manager_refusal() {
        try (var tpm = new TssTpmDevice(new Script("80010000000a80280400"))) {
            assertThatThrownBy(tpm::banks)
                    .isInstanceOf(TpmDeviceException.class)
                    .hasMessageContaining("response code 0x80280400");
        }
    }

    @Test
    void a_command_is_sent_again_while_the_tpm_asks_for_it() {
        TssChannel channel = new TssChannel(new Script("80010000000a00000922", "80010000000a00000922", SUCCESS));
        channel.dispatchCommand(new byte[10]);
        assertThat(channel.getResponse()).isEqualTo(Bytes.ofHex(SUCCESS).toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8001", "80010000000b00000000", "80010000000900000000", "90010000000a00000000"})
    void garbled_ones_are_not_believed(String response) {
        try (var tpm = new TssTpmDevice(new Script(response))) {
            assertThatThrownBy(tpm::banks)
                    .isInstanceOfSatisfying(
                            TpmDeviceException.class,
                            e -> assertThat(e.kind()).isEqualTo(TpmDeviceException.Kind.UNAVAILABLE));
        }
    }

    @Test
    void a_broken_connection_is_unavailable() {
        try (var tpm = new TssTpmDevice(new Script())) {
            assertThatThrownBy(tpm::info)
                    .isInstanceOf(TpmDeviceException.class)
                    .hasMessageContaining("connection reset");
        }
    }

    @ParameterizedTest(name = "the list in {0} may not claim to be longer than the response")
    @CsvSource({
        "GetCapability, 17a, 00000000057fffffff",
        "PCR_Read, 17e, 00000001000000007fffffff",
        "Create, 153, 0000000000047fffffff",
        "CreatePrimary, 131, 000000047fffffff"
    })
    void lists(String command, String code, String parameters) {
        Bytes asked = Bytes.ofHex("80010000000e00000" + code + "00000005");
        assertThatThrownBy(() -> Lists.check(asked, Bytes.ofHex(parameters).reader()))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("a list of 2147483647 elements in 0 bytes");
    }

    @Test
    @DisplayName("a list longer than its response is not left to TSS.Java, which would make room for it first")
    void list_before_tss() {
        try (var tpm = new TssTpmDevice(new Script("80010000001300000000" + "00000000057fffffff"))) {
            assertThatThrownBy(tpm::banks)
                    .isInstanceOf(TpmDeviceException.class)
                    .hasMessageContaining("a list of 2147483647 elements");
        }
    }

    @Test
    @DisplayName(
            "of another capability than was asked for are not left to TSS.Java, which would want Bouncy Castle for some")
    void another_capability() {
        try (var tpm = new TssTpmDevice(new Script("80010000001300000000" + "000000000900000000"))) {
            assertThatThrownBy(tpm::banks)
                    .isInstanceOf(TpmDeviceException.class)
                    .hasMessageContaining("another capability");
        }
    }
}
