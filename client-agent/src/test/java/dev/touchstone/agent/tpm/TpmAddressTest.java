package dev.touchstone.agent.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TpmAddressTest {

    @Test
    void a_path_is_a_character_device() {
        assertThat(TpmAddress.parse("/dev/tpmrm0"))
                .isEqualTo(new TpmAddress.CharacterDevice(Path.of("/dev/tpmrm0")))
                .hasToString("/dev/tpmrm0");
    }

    @Test
    void swtpm_is_named_as_tpm2_tools_name_it() {
        assertThat(TpmAddress.parse("swtpm:host=10.0.0.7,port=4000"))
                .isEqualTo(new TpmAddress.SwtpmSocket("10.0.0.7", 4_000))
                .hasToString("swtpm:host=10.0.0.7,port=4000");
        assertThat(TpmAddress.parse("swtpm:port=4000")).isEqualTo(new TpmAddress.SwtpmSocket("127.0.0.1", 4_000));
        assertThat(TpmAddress.parse("swtpm")).isEqualTo(new TpmAddress.SwtpmSocket("127.0.0.1", 2_321));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tpmrm0",
                "mssim:host=localhost",
                "swtpm:port=0",
                "swtpm:port=65536",
                "swtpm:port=x",
                "swtpm:path=/run/sock",
                "swtpm:host",
                "swtpm:,",
                "swtpmx"
            })
    void anything_else_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TpmAddress.parse(text));
    }
}
