package dev.touchstone.agent.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import org.junit.jupiter.api.Test;

class BootCountTest {

    private static final Bytes ATTEST =
            Bytes.ofHex("ff544347" + "8018" + "0003aabbcc" + "0002ddee" + "0000000000000001" + "00000007" + "00000002");

    @Test
    void names_the_boot_as_an_ima_list_does() throws MalformedException {
        assertThat(BootCount.of(Bytes.concat(ATTEST, Bytes.filled(40, 9)))).hasToString("7.2");
    }

    @Test
    void refuses_a_quote_cut_at_any_offset() {
        for (int length = 0; length < ATTEST.length(); length++) {
            Bytes cut = ATTEST.slice(0, length);
            assertThatExceptionOfType(MalformedException.class)
                    .as("cut at %d", length)
                    .isThrownBy(() -> BootCount.of(cut));
        }
    }

    @Test
    void refuses_what_no_tpm_made() {
        Bytes forged = Bytes.concat(Bytes.ofHex("ff544346"), ATTEST.slice(4, ATTEST.length()));
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> BootCount.of(forged));
    }
}
