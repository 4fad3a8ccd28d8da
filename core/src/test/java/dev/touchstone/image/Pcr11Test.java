package dev.touchstone.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

@DisplayName("PCR 11 predicted")
class Pcr11Test {

    @ParameterizedTest
    @EnumSource(names = {"SHA1", "SHA256", "SHA384", "SHA512"})
    void is_what_systemd_measure_gives(HashAlgorithm bank) throws MalformedException {
        JsonNode kat = Vectors.json(Vectors.shared("linux/systemd/kats.json")).get("measure");
        Bytes start = Pcr11.ofContents(
                bank, Map.of(UkiSection.INITRD, Bytes.ofUtf8("foobar\n"), UkiSection.LINUX, Bytes.ofUtf8("HALLO\n")));

        assertThat(start).hasToString(kat.get("phase ''").get(bank.bank()).asString());
        assertThat(Pcr11.after(bank, start, PhasePath.parse("foo")))
                .hasToString(kat.get("phase 'foo'").get(bank.bank()).asString());
    }

    @Test
    void extends_all_fourteen_sections_in_the_stubs_order() throws MalformedException {
        Map<UkiSection, Bytes> all = new EnumMap<>(UkiSection.class);
        Arrays.stream(UkiSection.values()).forEach(s -> all.put(s, Bytes.ofUtf8("HALLO\n")));

        Bytes value = Pcr11.ofContents(HashAlgorithm.SHA1, all);

        assertThat(Pcr11.after(HashAlgorithm.SHA1, value, PhasePath.parse("foo")))
                .hasToString("8a625cbc3c497b9a86dcf4f6a32582895ce969bb");
    }

    @ParameterizedTest
    @EnumSource(names = {"SHA1", "SHA256", "SHA384"})
    void of_an_image_and_its_policy_are_as_expected_in_each_phase(HashAlgorithm bank) throws MalformedException {
        JsonNode expected =
                Vectors.json(Vectors.shared("linux/synthetic/expected.json")).get("uki-min.efi");
        UnifiedKernelImage image =
                UnifiedKernelImage.of(PeImage.parse(Vectors.bytes(Vectors.shared("linux/synthetic/uki-min.efi"))));
        List<PhasePath> paths = new ArrayList<>(List.of(PhasePath.NONE));
        paths.addAll(PhasePath.SYSTEMD);

        List<Pcr11.Prediction> predictions = Pcr11.predict(image, bank, paths);

        assertThat(predictions).hasSize(5).allSatisfy(prediction -> {
            String path = prediction.phases().toString();
            assertThat(prediction.value())
                    .hasToString(expected.get("pcr11ByPhase")
                            .get(bank.bank())
                            .get(path)
                            .asString());
            assertThat(PcrPolicy.digest(bank, new TreeMap<>(Map.of(11, prediction.value()))))
                    .hasToString(expected.get("policyPcr11Digest")
                            .get(bank.bank())
                            .get(path)
                            .asString());
        });
    }

    @Test
    void of_the_recorded_systemd_262_boot_is_what_its_tpm_held() throws MalformedException {
        Bytes start = recorded();

        JsonNode predicted = Vectors.json(Vectors.shared("lab-systemd262/expected.json"));
        assertThat(start)
                .hasToString(predicted
                        .get("pcr11_predicted_by_systemd_measure")
                        .get("boot")
                        .asString());
        List<Bytes> values = PhasePath.SYSTEMD_WITHOUT_INITRD.stream()
                .map(path -> Pcr11.after(HashAlgorithm.SHA256, start, path))
                .toList();
        assertThat(values.getFirst()).hasToString("ee2ecd3a391b0dd5e4c39c5d1457aa7829f9ac048d29b877d95ec0cdb03ec275");
        assertThat(values.getLast())
                .hasToString(predicted.get("pcrs").get("sha256").get("11").asString());
    }

    /** PCR 11 as the stub of the recorded boot left it, from the digests of its sections. */
    static Bytes recorded() {
        Map<UkiSection, Bytes> digests = new EnumMap<>(UkiSection.class);
        Vectors.json(Vectors.shared("lab-systemd262/expected.json"))
                .get("uki_sections_sha256")
                .forEachEntry((name, digest) ->
                        digests.put(UkiSection.named("." + name).orElseThrow(), Bytes.ofHex(digest.asString())));
        return Pcr11.of(HashAlgorithm.SHA256, digests);
    }

    @Test
    void passes_empty_sections_over() {
        assertThat(Pcr11.ofContents(HashAlgorithm.SHA256, Map.of(UkiSection.CMDLINE, Bytes.EMPTY)))
                .isEqualTo(HashAlgorithm.SHA256.zero());
    }

    @Test
    void never_counts_signatures_of_itself() {
        assertThat(UkiSection.named(".pcrsig")).isEmpty();
    }
}
