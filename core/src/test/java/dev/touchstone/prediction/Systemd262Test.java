package dev.touchstone.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.image.PcrPublicKey;
import dev.touchstone.image.PcrSignatureOutcome;
import dev.touchstone.image.PcrSignatures;
import dev.touchstone.image.PeBuilder;
import dev.touchstone.image.PhasePath;
import dev.touchstone.reference.Component;
import dev.touchstone.reference.ReferenceRecord;
import dev.touchstone.reference.Variant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The image itself (70 MB) was not kept: it is built again from the sections that were, with stand-ins for the kernel
 * and the initrd, whose digests then take the place of the stand-ins'.
 */
@DisplayName("The recorded boot of a whole systemd 262")
class Systemd262Test {

    private static final String LAB = "lab-systemd262/";
    private static final HashAlgorithm BANK = HashAlgorithm.SHA256;

    private static Bytes file(String name) {
        return Vectors.bytes(Vectors.shared(LAB + name));
    }

    private static JsonNode expected() {
        return Vectors.json(Vectors.shared(LAB + "expected.json"));
    }

    private static Bytes image() {
        PeBuilder builder = PeBuilder.pe32plus().section(".sdmagic", "#### LoaderInfo: systemd-stub 262.1-1 ####");
        Map.of(".osrel", "osrel", ".cmdline", "cmdline", ".uname", "uname", ".sbat", "sbat")
                .forEach((section, name) -> add(builder, section, file("uki." + name)));
        add(builder, ".pcrpkey", file("pcrpkey.pem"));
        return builder.section(".linux", "linux").section(".initrd", "initrd").build();
    }

    private static void add(PeBuilder builder, String section, Bytes content) {
        builder.section(section, content, content.length());
    }

    private static List<Component> predicted(List<PhasePath> phases) {
        Prediction prediction = Predictions.of(
                image(), PredictionOptions.of("262").withoutShim().withPhases(phases));
        return prediction.components().stream().map(Systemd262Test::real).toList();
    }

    private static Component real(Component component) {
        List<Variant> variants = new ArrayList<>();
        for (Variant variant : component.variants()) {
            List<ReferenceRecord> records = Predictions.records(variant).stream()
                    .map(Systemd262Test::real)
                    .toList();
            variants.add(new Variant.Sequence(variant.label(), variant.pcrs(), records));
        }
        return new Component(component.number(), component.name(), variants);
    }

    private static ReferenceRecord real(ReferenceRecord predicted) {
        Bytes digest = predicted.digest(BANK).orElseThrow();
        for (String section : List.of("linux", "initrd")) {
            if (digest.equals(BANK.hash(Bytes.ofUtf8(section)))) {
                digest = Bytes.ofHex(
                        expected().at("/uki_sections_sha256/" + section).asString());
            }
        }
        return new ReferenceRecord(predicted.pcr(), Map.of(BANK, digest), predicted.text());
    }

    private static Bytes quoted(int pcr) {
        return Bytes.ofHex(expected().at("/pcrs/sha256/" + pcr).asString());
    }

    private static Set<Bytes> values(List<PhasePath> phases) {
        return Predictions.values(predicted(phases), BANK, 11);
    }

    @Test
    void has_in_PCR_11_the_predicted_value_of_the_phase_it_was_quoted_in() throws MalformedException {
        assertThat(values(List.of(PhasePath.parse("sysinit:ready")))).containsExactly(quoted(11));
        assertThat(values(PhasePath.SYSTEMD_WITHOUT_INITRD)).hasSize(2).contains(quoted(11));
    }

    @Test
    void logged_in_PCR_11_exactly_the_predicted_events_in_their_order() {
        List<Bytes> logged = Boots.parse(file("firmware.log")).events().stream()
                .filter(e -> e.pcr() == 11)
                .map(e -> e.digest(BANK).orElseThrow())
                .toList();

        assertThat(predicted(List.of()).stream()
                        .flatMap(c -> Predictions.records(c.variants().getFirst()).stream())
                        .filter(r -> r.pcr() == 11)
                        .map(r -> r.digest(BANK).orElseThrow()))
                .hasSize(14)
                .containsExactlyElementsOf(logged);
    }

    @Test
    void has_in_PCR_4_the_predicted_events_around_its_image_and_in_PCR_12_none() {
        List<Bytes> logged = Boots.parse(file("firmware.log")).events().stream()
                .filter(e -> e.pcr() == 4)
                .map(e -> e.digest(BANK).orElseThrow())
                .toList();
        List<Component> components = predicted(List.of());

        Bytes attempt = Predictions.values(components.subList(0, 1), BANK, 4).stream()
                .filter(v -> BANK.extend(v, logged.getLast()).equals(quoted(4)))
                .findFirst()
                .orElseThrow();
        assertThat(attempt).isNotNull();
        assertThat(logged).hasSize(3);
        assertThat(components.get(1).variants())
                .singleElement()
                .satisfies(v -> assertThat(Predictions.records(v)).hasSize(1));
        assertThat(Predictions.values(components, BANK, 12)).containsExactly(quoted(12));
    }

    @Test
    void carries_signed_policies_that_accept_exactly_the_phases_signed() throws MalformedException {
        List<PhasePath> signed = Stream.of(PhasePath.SYSTEMD, PhasePath.SYSTEMD_WITHOUT_INITRD)
                .flatMap(Collection::stream)
                .toList();
        List<PhasePath> unsigned = new ArrayList<>();
        for (String path : List.of("", "ready", "sysinit:ready:shutdown", "enter-initrd:sysinit", "ready:sysinit")) {
            unsigned.add(PhasePath.parse(path));
        }

        for (PhasePath path : signed) {
            assertThat(accepted(path)).as(path.toString()).isTrue();
        }
        for (PhasePath path : unsigned) {
            assertThat(accepted(path)).as(path.toString()).isFalse();
        }
    }

    private static boolean accepted(PhasePath path) throws MalformedException {
        Bytes value = values(List.of(path)).iterator().next();
        PcrSignatureOutcome outcome = PcrSignatures.parse(file("pcrsig.json"))
                .verify(BANK, new TreeMap<>(Map.of(11, value)), PcrPublicKey.parse(file("pcrpkey.pem")));
        return outcome instanceof PcrSignatureOutcome.Signed;
    }
}
