package dev.touchstone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.ima.ImaListBuilder;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.log.ima.ImaVectors;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.replay.BootAggregateCheck.Form;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("A recorded measurement list")
class ImaVectorsReplayTest {

    /** Made by hand, with template hashes that are not their data's: what old kernels would extend is not known. */
    private static final Set<String> FORGED = Set.of("keylime-ima-log-sm3_256.txt", "keylime-ima-sig-bad.txt");

    private static ReplayOutcome alone(ImaLog log, Map<HashAlgorithm, Bytes> values) {
        int pcr = log.record(0).pcr();
        Map<HashAlgorithm, Map<Integer, Bytes>> quoted = new EnumMap<>(HashAlgorithm.class);
        values.forEach((bank, value) -> quoted.put(bank, Map.of(pcr, value)));
        return Replay.of(
                Boots.quote(Boots.values(quoted)),
                FirmwareReplay.of(Boots.parse(Bytes.EMPTY)),
                Boots.NO_USERSPACE,
                new ImaEvidence(log, ImaCheckpoint.ZERO, pcr));
    }

    private static Bytes value(JsonNode replay, String bank, int pcr) {
        return Bytes.ofHex(replay.get(bank).get(Integer.toString(pcr)).asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_sha1padded_pre58"})
    @DisplayName("leads to the values known of it, as new kernels extend and as old ones did")
    void known(String variant) throws MalformedException {
        int replayed = 0;
        for (var known : ImaVectors.expected().properties()) {
            ImaLog log = ImaVectors.whole(known.getKey());
            int pcr = log.record(0).pcr();
            JsonNode replay = known.getValue().get("replay");
            ReplayOutcome outcome = alone(
                    log,
                    Map.of(
                            HashAlgorithm.SHA1, value(replay, "sha1", pcr),
                            HashAlgorithm.SHA256, value(replay, "sha256" + variant, pcr),
                            HashAlgorithm.SHA384, value(replay, "sha384" + variant, pcr)));
            if (FORGED.contains(known.getKey())) {
                assertThat(outcome)
                        .as(known.getKey())
                        .isInstanceOfSatisfying(
                                ReplayOutcome.Contradicted.class,
                                c -> assertThat(c.failures())
                                        .allMatch(
                                                f -> f instanceof ReplayFailure.ImaRecordForged == variant.isEmpty()));
            } else {
                assertThat(Boots.replayed(outcome).ima().orElseThrow().bound())
                        .as(known.getKey())
                        .isEqualTo(log.size());
                replayed++;
            }
        }
        assertThat(replayed).isEqualTo(17);
    }

    @ParameterizedTest
    @CsvSource({"ima_measurements.txt,3", "ima_signatures.txt,2"})
    @DisplayName("of Keylime leads to the SHA-1 value Keylime expects, record by record")
    void keylime(String name, int entries) {
        ImaLog log = ImaListBuilder.parsedAscii(Vectors.bytes(Vectors.shared("keylime/" + name)));
        String expected = Vectors.json(Vectors.shared("keylime/ima_vectors.expected.json"))
                .get("files")
                .get(name)
                .get("pcr10_sha1_after_replay")
                .asString();
        ReplayedIma ima = Boots.replayed(alone(log, Map.of(HashAlgorithm.SHA1, Bytes.ofHex(expected))))
                .ima()
                .orElseThrow();
        assertThat(ima.bound()).isEqualTo(entries);
    }

    private static ReplayedBoot lab(PcrValues values, Bytes firmware, ImaLog log) {
        return Boots.replayed(Replay.of(
                Boots.quote(values),
                FirmwareReplay.of(Boots.parse(firmware)),
                Boots.NO_USERSPACE,
                new ImaEvidence(log, ImaCheckpoint.ZERO)));
    }

    @ParameterizedTest
    @FieldSource("dev.touchstone.Boots#ALL")
    @DisplayName("of the lab explains PCR 10 in both banks, and opens with what the firmware measured")
    void labBoots(String name) {
        ImaLog log = ImaListBuilder.parsed(Vectors.bytes(Vectors.boot(name + "/ima.bin")));
        ReplayedBoot boot = lab(Boots.pcrs(name), Vectors.bytes(Vectors.boot(name + "/firmware.log")), log);
        assertThat(boot.unexplained()).isEmpty();
        ReplayedIma ima = boot.ima().orElseThrow();
        assertThat(ima.bound()).isEqualTo(4);
        assertThat(ima.bootAggregate()).contains(new BootAggregateCheck.Matches(Form.PCRS_0_TO_9));
    }

    @Test
    @DisplayName("of shim and GRUB explains PCR 10, and opens with what the firmware measured")
    void shimAndGrub() {
        ImaLog log = ImaListBuilder.parsedAscii(Vectors.bytes(Vectors.shared("lab-shim-grub-secureboot/ima.txt")));
        PcrValues values = Boots.pcrs(
                Vectors.json(Vectors.shared("lab-shim-grub-secureboot/expected.json"))
                        .get("pcrs"),
                16);
        ReplayedBoot boot = lab(values, Vectors.bytes(Vectors.shared("lab-shim-grub-secureboot/firmware.log")), log);
        assertThat(boot.unexplained()).isEmpty();
        assertThat(boot.ima().orElseThrow().bootAggregate()).contains(new BootAggregateCheck.Matches(Form.PCRS_0_TO_9));
        assertThat(List.copyOf(boot.ima().orElseThrow().records())).hasSize(1);
    }
}
