package dev.touchstone.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Digest;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.FirmwareEvent;
import dev.touchstone.log.firmware.FirmwareLog;
import dev.touchstone.log.userspace.Register;
import dev.touchstone.log.userspace.UserspaceLog;
import dev.touchstone.log.userspace.UserspaceRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("A boot of systemd's is read as systemd reads it")
class SystemdFactsTest {

    private static final String LAB = "lab-systemd262/";

    /** A record as {@code systemd-pcrlock cel} has it. */
    private record Told(int pcr, String type, Map<HashAlgorithm, Bytes> digests, String content) {}

    private static FirmwareLog firmware() {
        return Boots.parse(Vectors.bytes(Vectors.shared(LAB + "firmware.log")));
    }

    private static UserspaceLog userspace(String path) throws MalformedException {
        return UserspaceLog.parse(Vectors.bytes(Vectors.shared(path)));
    }

    private static BootFacts facts() throws MalformedException {
        return BoundFacts.read(firmware(), userspace(LAB + "userspace.log")).claimed();
    }

    @Test
    @DisplayName("record by record: registers, types, digests and data of both logs, in order")
    void pcrlock() throws MalformedException {
        List<Told> ours = new ArrayList<>();
        for (FirmwareEvent event : firmware().events()) {
            Map<HashAlgorithm, Bytes> digests = new EnumMap<>(HashAlgorithm.class);
            firmware().banks().forEach(b -> digests.put(b, event.digest(b).orElseThrow()));
            ours.add(new Told(
                    event.pcr(),
                    event.untrustedTypeName(),
                    digests,
                    event.data().toHex()));
        }
        for (UserspaceRecord told : userspace(LAB + "userspace.log").records()) {
            ours.add(new Told(
                    ((Register.Pcr) told.register()).index(),
                    told.eventType().orElseThrow(),
                    told.digests(),
                    told.string().orElseThrow()));
        }
        List<Told> theirs = new ArrayList<>();
        Vectors.json(Vectors.shared(LAB + "pcrlock-cel.json")).forEach(r -> theirs.add(told(r)));
        assertThat(ours).containsExactlyElementsOf(theirs);
    }

    private static Told told(JsonNode node) {
        Map<HashAlgorithm, Bytes> digests = new EnumMap<>(HashAlgorithm.class);
        node.get("digests")
                .forEach(d -> digests.put(
                        HashAlgorithm.ofBank(d.get("hashAlg").asString()).orElseThrow(),
                        Bytes.ofHex(d.get("digest").asString())));
        JsonNode content = node.get("content");
        boolean firmware = node.get("content_type").asString().equals("pcclient_std");
        return new Told(
                node.get("pcr").asInt(),
                content.get(firmware ? "event_type" : "eventType").asString(),
                digests,
                content.get(firmware ? "event_data" : "string").asString());
    }

    @Test
    @DisplayName("the unified kernel's sections are those of the image, by name and digest")
    void sections() throws MalformedException {
        UnifiedKernel kernel = facts().unifiedKernel();
        JsonNode expected = Vectors.json(Vectors.shared(LAB + "expected.json")).get("uki_sections_sha256");
        assertThat(kernel.complete()).isTrue();
        assertThat(kernel.sections())
                .extracting(s -> s.name() + "=" + s.content().value())
                .containsExactlyElementsOf(expected.properties().stream()
                        .map(p -> "." + p.getKey() + "=" + p.getValue().asString())
                        .toList());
    }

    @Test
    @DisplayName("the phases reached and the machine's id are told")
    void phases() throws MalformedException {
        assertThat(facts().phases()).containsExactly("sysinit", "ready");
        assertThat(facts().machineId()).contains("751558d57d17453d83ec0bff8910284e");
        assertThat(facts().secureBoot().enabled()).contains(false);
    }

    @Test
    @DisplayName("the command line is known to none of the logs, and by a hint")
    void commandLine() throws MalformedException {
        CommandLines without = facts().commandLines();
        assertThat(without.complete()).isFalse();
        assertThat(without.lines()).noneMatch(l -> l.text().isPresent());
        String line = Vectors.bytes(Vectors.shared(LAB + "uki.cmdline")).toUtf8();
        CommandLines with = LogReading.of(
                        firmware(),
                        userspace(LAB + "userspace.log"),
                        Optional.empty(),
                        new Hints(List.of("not it", line)))
                .claimed()
                .commandLines();
        assertThat(with.complete()).isTrue();
        assertThat(with.lines()).extracting(CommandLines.CommandLine::source).contains(CommandLines.Source.UKI);
        assertThat(with.lines()).allMatch(l -> l.text().equals(Optional.of(line.strip())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v259", "v261"})
    @DisplayName("the made boot has its image's sections, every phase and no machine id beside a volume key")
    void synthetic(String version) throws MalformedException {
        FirmwareLog firmware =
                Boots.parse(Vectors.bytes(Vectors.shared("linux/synthetic/uki-boot-binary_bios_measurements")));
        BootFacts facts = BoundFacts.read(firmware, userspace("linux/synthetic/tpm2-measure-" + version + ".log"))
                .claimed();
        assertThat(facts.phases()).containsExactly("enter-initrd", "leave-initrd", "sysinit", "ready");
        assertThat(facts.machineId()).isEmpty();
        assertThat(facts.unifiedKernel().complete()).isTrue();
        assertThat(facts.unifiedKernel().sections())
                .extracting(UnifiedKernel.Section::name)
                .containsExactly(".linux", ".osrel", ".cmdline", ".initrd", ".splash", ".uname", ".sbat", ".pcrpkey");
        JsonNode image =
                Vectors.json(Vectors.shared("linux/synthetic/expected.json")).get("uki-min.efi");
        assertThat(facts.bootChain())
                .extracting(BootImage::digest)
                .containsExactly(new Digest(
                        HashAlgorithm.SHA384,
                        Bytes.ofHex(image.at("/authenticode/sha384").asString())));
        assertThat(facts.secureBoot().complete()).isTrue();
    }
}
