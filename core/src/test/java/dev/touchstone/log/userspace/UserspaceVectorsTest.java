package dev.touchstone.log.userspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("systemd's userspace log, as recorded")
class UserspaceVectorsTest {

    private static final String LAB = "lab-systemd262/userspace.log";
    private static final String SEPARATORS = "linux/systemd/tpm2-measure-os-separator.log";
    private static final String V259 = "linux/synthetic/tpm2-measure-v259.log";
    private static final String V261 = "linux/synthetic/tpm2-measure-v261.log";

    @ParameterizedTest
    @ValueSource(strings = {"sha1", "sha256"})
    void of_systemd_262_replays_PCR_15_from_zero_to_what_the_TPM_held(String bank) {
        HashAlgorithm algorithm = HashAlgorithm.ofBank(bank).orElseThrow();
        Bytes held =
                hex(Vectors.json(Vectors.shared("lab-systemd262/expected.json")).at("/pcrs/" + bank + "/15"));
        assertThat(pcr(log(LAB), 15, algorithm, algorithm.zero())).isEqualTo(held);
    }

    @Test
    void of_systemd_262_replays_PCR_11_from_the_UKI_s_prediction_to_what_the_TPM_held() {
        JsonNode expected = Vectors.json(Vectors.shared("lab-systemd262/expected.json"));
        Bytes predicted = hex(expected.at("/pcr11_predicted_by_systemd_measure/boot"));
        assertThat(pcr(log(LAB), 11, HashAlgorithm.SHA256, predicted)).isEqualTo(hex(expected.at("/pcrs/sha256/11")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v259", "v261"})
    void replays_every_PCR_of_every_bank_from_after_firmware_to_its_final_value(String version) {
        UserspaceLog log = log("linux/synthetic/tpm2-measure-" + version + ".log");
        JsonNode banks =
                Vectors.json(Vectors.shared("linux/synthetic/expected.json")).at("/boot/" + version + "/banks");
        assertThat(banks.size()).isEqualTo(3);
        for (Map.Entry<String, JsonNode> bank : banks.properties()) {
            HashAlgorithm algorithm = HashAlgorithm.ofBank(bank.getKey()).orElseThrow();
            for (Map.Entry<String, JsonNode> end : bank.getValue().get("final").properties()) {
                JsonNode before = bank.getValue().at("/firmwareOnly/" + end.getKey());
                Bytes start = before.isMissingNode() ? algorithm.zero() : hex(before);
                assertThat(pcr(log, Integer.parseInt(end.getKey()), algorithm, start))
                        .as("%s PCR %s", algorithm, end.getKey())
                        .isEqualTo(hex(end.getValue()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v259", "v261"})
    void replays_NvPCRs_from_their_anchor(String version) {
        UserspaceLog log = log("linux/synthetic/tpm2-measure-" + version + ".log");
        JsonNode nvPcrs =
                Vectors.json(Vectors.shared("linux/synthetic/expected.json")).at("/boot/" + version + "/nvpcr");
        assertThat(nvPcrs.size()).isEqualTo(2);
        for (JsonNode nvPcr : nvPcrs) {
            long handle = nvPcr.get("nvIndex").longValue();
            assertThat(Extends.of(
                            log,
                            r -> r instanceof Register.NvIndex nv && nv.handle() == handle,
                            HashAlgorithm.SHA256,
                            hex(nvPcr.get("afterAnchor"))))
                    .isEqualTo(hex(nvPcr.get("final")));
        }
    }

    @Test
    void binds_every_string_but_the_volume_key_s() {
        for (String path : List.of(LAB, SEPARATORS, V259, V261)) {
            for (UserspaceRecord record : log(path).records()) {
                Class<? extends Binding> expected =
                        record.eventType().orElseThrow().equals("volume-key")
                                ? Binding.UnboundByKind.class
                                : Binding.Bound.class;
                for (HashAlgorithm bank : record.digests().keySet()) {
                    assertThat(record.binding(bank)).as("%s %s", path, record).isInstanceOf(expected);
                }
            }
        }
    }

    @Test
    void says_in_words_what_a_boot_measured() {
        assertThat(words(LAB))
                .containsExactly(
                        "PCR 15: machine id 751558d57d17453d83ec0bff8910284e",
                        "PCR 11: boot phase \"sysinit\"",
                        "PCR 11: boot phase \"ready\"");
        assertThat(words(SEPARATORS)).hasSize(7).allMatch(line -> line.matches("PCR [0-6]: OS separator"));
        assertThat(words(V259))
                .containsExactly(
                        "PCR 11: boot phase \"enter-initrd\"",
                        "PCR 9: NvPCR hardware set up at 0x1d10200",
                        "PCR 9: NvPCR cryptsetup set up at 0x1d10201",
                        "PCR 9: NvPCR separator",
                        "PCR 15: volume key of \"root\" (unverified)",
                        "NV index 0x01d10201: key slot 1 of volume \"root\"",
                        "PCR 11: boot phase \"leave-initrd\"",
                        "NV index 0x01d10200: product id 4691595be6a345f1833cc75fab63e475",
                        "PCR 15: machine id 994013bf23864ee7992eab39a96dd3bb",
                        "PCR 15: file system \"/\" (btrfs, 0b4f57cd-8d1d-4f4e-9c9a-26b1de0ca5b7)",
                        "PCR 11: boot phase \"sysinit\"",
                        "PCR 11: boot phase \"ready\"");
    }

    @Test
    void keeps_every_field() {
        UserspaceRecord record = log(LAB).records().get(1);
        assertThat(record.index()).isEqualTo(1);
        assertThat(record.register()).isEqualTo(new Register.Pcr(11));
        assertThat(record.digests()).containsOnlyKeys(HashAlgorithm.SHA1, HashAlgorithm.SHA256);
        assertThat(record.eventType()).contains("phase");
        assertThat(record.string()).contains("sysinit");
        assertThat(record.bootId()).contains("43a9f30a9e6e4c169e93000226bd013c");
        assertThat(record.timestampMicros()).hasValue(13222903);
        assertThat(record.raw().toUtf8()).startsWith("{\"pcr\":11,").endsWith("}}");
        assertThat(log(V259).records().get(5).register())
                .isEqualTo(new Register.NvIndex(0x1d10201, Optional.of("cryptsetup")));
    }

    @ParameterizedTest
    @ValueSource(strings = {LAB, SEPARATORS, V259, V261})
    void cut_at_any_offset_is_a_shorter_log_between_records_and_refused_elsewhere(String path)
            throws MalformedException {
        Bytes whole = Vectors.bytes(Vectors.shared(path));
        List<UserspaceRecord> records = UserspaceLog.parse(whole).records();
        int complete = 0;
        for (int length = 0; length < whole.length(); length++) {
            Bytes cut = whole.slice(0, length);
            if (length > 0 && whole.at(length - 1) == '\n') {
                complete++;
            }
            if (length == 0 || whole.at(length - 1) == '\n') {
                assertThat(UserspaceLog.parse(cut).records()).isEqualTo(records.subList(0, complete));
            } else {
                assertThatThrownBy(() -> UserspaceLog.parse(cut))
                        .isInstanceOf(MalformedException.class)
                        .hasMessage("record " + complete + " is cut: no line feed ends it");
            }
        }
        assertThat(complete).isEqualTo(records.size() - 1);
    }

    private static List<String> words(String path) {
        return log(path).records().stream()
                .map(record -> record.register() + ": " + record.describe(HashAlgorithm.SHA256))
                .toList();
    }

    private static Bytes pcr(UserspaceLog log, int pcr, HashAlgorithm bank, Bytes start) {
        return Extends.of(log, new Register.Pcr(pcr)::equals, bank, start);
    }

    private static Bytes hex(JsonNode node) {
        return Bytes.ofHex(node.stringValue());
    }

    private static UserspaceLog log(String path) {
        try {
            return UserspaceLog.parse(Vectors.bytes(Vectors.shared(path)));
        } catch (MalformedException e) {
            throw new AssertionError(path, e);
        }
    }
}
