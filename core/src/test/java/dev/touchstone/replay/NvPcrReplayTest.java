package dev.touchstone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.userspace.UserspaceLog;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("An NvPCR")
class NvPcrReplayTest {

    private static final HashAlgorithm BANK = HashAlgorithm.SHA256;
    private static final long CRYPTSETUP = 0x01d1_0201L;
    private static final String KEY_SLOT = "cryptsetup-keyslot:root:1e023a55:tpm2:1";

    private static String record(String register, String string, Bytes digest) {
        return "\u001e{%s,\"digests\":[{\"hashAlg\":\"sha256\",\"digest\":\"%s\"}],\"content_type\":\"systemd\",\"content\":{\"string\":\"%s\"}}\n"
                .formatted(register, digest, string);
    }

    private static String setUp(String string) {
        return record("\"pcr\":9", string, BANK.hash(Bytes.ofUtf8(string)));
    }

    private static String extend() {
        return record("\"nv_index\":" + CRYPTSETUP, KEY_SLOT, BANK.hash(Bytes.ofUtf8(KEY_SLOT)));
    }

    private static List<NvPcr> replay(String... records) throws MalformedException {
        return NvPcrReplay.of(
                UserspaceLog.parse(Bytes.ofUtf8(String.join("", records))).records(), BANK);
    }

    private static Bytes extended(Bytes start) {
        return BANK.extend(start, BANK.hash(Bytes.ofUtf8(KEY_SLOT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v259", "v261"})
    @DisplayName("starts from the value its anchor left, as systemd 259 to 261 measure it")
    void anchored(String version) throws MalformedException {
        UserspaceLog log =
                UserspaceLog.parse(Vectors.bytes(Vectors.shared("linux/synthetic/tpm2-measure-" + version + ".log")));
        JsonNode expected =
                Vectors.json(Vectors.shared("linux/synthetic/expected.json")).at("/boot/" + version + "/nvpcr");
        List<NvPcr> replayed = NvPcrReplay.of(log.records(), BANK);
        assertThat(replayed).hasSize(expected.size());
        for (NvPcr register : replayed) {
            JsonNode of = expected.get(register.name().orElseThrow());
            assertThat(register.handle()).isEqualTo(of.get("nvIndex").asLong());
            assertThat(register.start())
                    .isEqualTo(new NvPcr.Start.Anchored(
                            Bytes.ofHex(of.get("afterAnchor").asString())));
            assertThat(register.value()).hasToString(of.get("final").asString());
        }
    }

    @Test
    @DisplayName("starts from zero where PCR 9 holds the index's Name, as systemd 262 does it")
    void named() throws MalformedException {
        String name = "000b" + "ab".repeat(32);
        NvPcr register = replay(setUp("nvpcr-init:cryptsetup:0x1d10201:" + name), extend())
                .getFirst();
        assertThat(register.start()).isEqualTo(new NvPcr.Start.Named(Bytes.ofHex(name)));
        assertThat(register.value()).isEqualTo(extended(BANK.zero()));
    }

    @Test
    @DisplayName("that PCR 9 does not tell of starts from zero, and says so")
    void unsaid() throws MalformedException {
        NvPcr register = replay(extend()).getFirst();
        assertThat(register.start()).isEqualTo(new NvPcr.Start.Unsaid());
        assertThat(register.value()).isEqualTo(extended(BANK.zero()));
    }

    @Test
    @DisplayName("does not start from an anchor that was not measured")
    void forgedAnchor() throws MalformedException {
        String anchor = "nvpcr-init:cryptsetup:0x1d10201:sha256:" + "ab".repeat(32);
        String forged = record("\"pcr\":9", anchor, BANK.hash(Bytes.ofUtf8("another")));
        assertThat(replay(forged, extend()).getFirst().start()).isEqualTo(new NvPcr.Start.Unsaid());
        assertThat(replay(setUp(anchor), setUp(anchor.replace("ab", "cd")), extend())
                        .getFirst()
                        .value())
                .as("a second anchor")
                .isEqualTo(extended(Bytes.filled(32, 0xab)));
    }
}
