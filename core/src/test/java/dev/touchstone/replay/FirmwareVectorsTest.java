package dev.touchstone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.FirmwareLogs;
import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.FirmwareLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

@DisplayName("Every real firmware log replays to the PCRs its machine held, or is refused where its source says so")
class FirmwareVectorsTest {

    @TestFactory
    @DisplayName("UEFI, CCEL and synthetic logs of many machines")
    Stream<DynamicTest> linux() {
        Path folder = Vectors.shared("linux");
        return Vectors.json(folder.resolve("expected-replay-eventlogs.json")).properties().stream()
                .map(e -> DynamicTest.dynamicTest(
                        e.getKey(), () -> check(Vectors.bytes(folder.resolve(e.getKey())), e.getValue())));
    }

    private static void check(Bytes raw, JsonNode expected) throws MalformedException {
        if (expected.has("error")) {
            assertThatThrownBy(() -> FirmwareLog.parse(raw)).isInstanceOf(MalformedException.class);
        } else {
            assertPcrs(raw, expected.get("replay"));
        }
    }

    @TestFactory
    @DisplayName("go-eventlog's machines, against the PCR values its own tests expect")
    Stream<DynamicTest> goEventlog() {
        return Vectors.files(Vectors.shared("go-eventlog/testdata/eventlogs/tpm"), ".expected.json").stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    String log = file.toString().replace(".expected.json", "");
                    JsonNode banks = Vectors.json(file).at("/peer_expected/pcr_banks");
                    assertThat(banks.isObject()).isTrue();
                    assertPcrs(Vectors.bytes(Path.of(log)), banks);
                }));
    }

    @TestFactory
    @DisplayName("HIRS's machines, against the PCR values its own tests expect")
    Stream<DynamicTest> hirs() {
        Path folder = Vectors.shared("HIRS/HIRS_Utils/src/test/resources/tcgeventlog");
        return Map.of("TpmLog", HashAlgorithm.SHA256, "TpmLogSHA1", HashAlgorithm.SHA1).entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
                    List<String> expected = Vectors.bytes(folder.resolve(e.getKey() + "ExpectedPcrs.txt"))
                            .toUtf8()
                            .lines()
                            .map(String::strip)
                            .toList();
                    FirmwareReplay replay = replay(Vectors.bytes(folder.resolve(e.getKey() + ".bin")));
                    for (int pcr = 0; pcr < expected.size(); pcr++) {
                        assertThat(replay.value(e.getValue(), pcr).toHex()).isEqualTo(expected.get(pcr));
                    }
                }));
    }

    @TestFactory
    @DisplayName("every other log of go-eventlog, go-attestation and Keylime, against another replay of it")
    Stream<DynamicTest> computed() {
        return Stream.of("go-eventlog", "go-attestation/attest", "keylime")
                .flatMap(folder -> Vectors.files(Vectors.shared(folder), ".expected.json").stream())
                .filter(file -> Vectors.json(file).at("/computed_here/replayed").isObject())
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                    String name = Vectors.shared("").relativize(file).toString().replace(".expected.json", "");
                    assertPcrs(FirmwareLogs.named(name), Vectors.json(file).at("/computed_here/replayed"));
                }));
    }

    @TestFactory
    @DisplayName("every log of HIRS's, against another replay of it")
    Stream<DynamicTest> hirsComputed() {
        return StreamSupport.stream(
                        Vectors.json(Vectors.shared("HIRS/facts.json"))
                                .get("files")
                                .spliterator(),
                        false)
                .filter(file -> file.has("eventLog"))
                .map(file -> DynamicTest.dynamicTest(file.get("file").asString(), () -> {
                    FirmwareReplay replay =
                            replay(FirmwareLogs.named("HIRS/" + file.get("file").asString()));
                    file.at("/eventLog/banks").properties().forEach(bank -> {
                        HashAlgorithm algorithm =
                                HashAlgorithm.ofBank(bank.getKey()).orElseThrow();
                        for (int pcr = 0; pcr < bank.getValue().size(); pcr++) {
                            assertThat(replay.value(algorithm, pcr).toHex())
                                    .as("%s PCR %d", bank.getKey(), pcr)
                                    .isEqualTo(bank.getValue().get(pcr).asString());
                        }
                    });
                }));
    }

    @TestFactory
    @DisplayName("boots recorded here and beside, against the PCRs read in the guest")
    Stream<DynamicTest> recorded() {
        List<Path> boots = new ArrayList<>(Vectors.files(Vectors.boot(""), "expected.json"));
        boots.add(Vectors.shared("lab-shim-grub-secureboot/expected.json"));
        return boots.stream()
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                    JsonNode pcrs = Vectors.json(file).get("pcrs");
                    FirmwareReplay replay = replay(Vectors.bytes(file.resolveSibling("firmware.log")));
                    pcrs.properties()
                            .forEach(bank -> bank.getValue().properties().forEach(pcr -> {
                                int index = Integer.parseInt(pcr.getKey());
                                if (index != 10) {
                                    HashAlgorithm algorithm =
                                            HashAlgorithm.ofBank(bank.getKey()).orElseThrow();
                                    assertThat(replay.value(algorithm, index).toHex())
                                            .as("%s PCR %d", bank.getKey(), index)
                                            .isEqualTo(pcr.getValue().asString());
                                }
                            }));
                }));
    }

    @Test
    @DisplayName("a log with one altered digest leads PCR 0 elsewhere")
    void altered() throws MalformedException {
        Bytes altered = Vectors.bytes(Vectors.shared("HIRS/tools/tcg_rim_tool/src/test/resources/TPMLog_Altered.bin"));
        Bytes original = Vectors.bytes(Vectors.shared("HIRS/HIRS_Utils/src/test/resources/tcgeventlog/TpmLog.bin"));
        assertThat(replay(altered).value(HashAlgorithm.SHA256, 0))
                .isNotEqualTo(replay(original).value(HashAlgorithm.SHA256, 0));
    }

    private static void assertPcrs(Bytes raw, JsonNode banks) throws MalformedException {
        FirmwareReplay replay = replay(raw);
        banks.properties().forEach(bank -> {
            HashAlgorithm algorithm = HashAlgorithm.ofBank(bank.getKey()).orElseThrow();
            bank.getValue()
                    .properties()
                    .forEach(pcr -> assertThat(replay.value(algorithm, Integer.parseInt(pcr.getKey()))
                                    .toHex())
                            .as("%s PCR %s", bank.getKey(), pcr.getKey())
                            .isEqualTo(pcr.getValue().asString()));
        });
    }

    private static FirmwareReplay replay(Bytes raw) throws MalformedException {
        return FirmwareReplay.of(FirmwareLog.parse(raw));
    }
}
