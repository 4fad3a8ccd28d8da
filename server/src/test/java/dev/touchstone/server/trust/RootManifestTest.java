package dev.touchstone.server.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RootManifestTest {

    @Test
    void the_shipped_manifest_is_what_its_generator_makes() throws IOException {
        String generated = RootManifestGenerator.manifest(Vectors.root().resolve("ek-roots/index.json"));
        try (var shipped = RootManifest.class.getResourceAsStream("/trust/manifest.json")) {
            assertThat(shipped).isNotNull();
            assertThat(new String(shipped.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(generated);
        }
    }

    @Test
    void it_knows_47_roots_two_of_them_virtual() {
        RootManifest manifest = RootManifest.shipped();

        assertThat(manifest.roots()).hasSize(47).allMatch(root -> root.sha256().matches("[0-9a-f]{64}"));
        assertThat(manifest.roots()).extracting(RootManifest.Root::sha256).doesNotHaveDuplicates();
        assertThat(manifest.roots())
                .filteredOn(RootManifest.Root::virtual)
                .extracting(RootManifest.Root::maker)
                .containsExactly("Google", "Google");
    }

    @Test
    void each_recognised_root_is_a_self_signed_certificate_among_the_makers() throws IOException {
        var selfSigned = Vectors.makers().entrySet().stream()
                .filter(entry -> Certificates.selfSigned(entry.getValue()))
                .map(entry -> entry.getKey().toHex())
                .toList();

        assertThat(selfSigned)
                .containsAll(RootManifest.shipped().roots().stream()
                        .map(RootManifest.Root::sha256)
                        .toList());
    }

    @Test
    void a_root_of_one_projects_store_only_is_not_recognised() throws IOException {
        assertThat(Vectors.anchors())
                .filteredOn(anchor ->
                        anchor.role() == Anchor.Role.ROOT && !anchor.label().recognised())
                .extracting(anchor -> Certificates.subject(anchor.certificate()))
                .containsExactly("CN=Nuvoton TPM Root CA 0100+O=Nuvoton Technology Corporation+C=TW");
    }
}
