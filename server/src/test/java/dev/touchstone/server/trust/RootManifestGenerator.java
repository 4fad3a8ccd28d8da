package dev.touchstone.server.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes {@code trust/manifest.json} of the facts in {@code ek-roots/index.json}: the self-signed certificates that
 * stand in Microsoft's signed TrustedTpm list, in a list that pins each maker's URL and fingerprint, or in Google's own
 * repository. A root seen in one project's store only is not among them.
 *
 * <p>Run from {@code server/} with the test class path: {@code RootManifestGenerator INDEX.json MANIFEST.json}.
 */
final class RootManifestGenerator {

    private static final Map<String, String> SOURCES = Map.of(
            "ms-trustedtpm-2024-12-24", "Microsoft TrustedTpm.cab of 2024-12-24",
            "tpm-ca-certificates", "loicsikidi/tpm-ca-certificates 366e970a",
            "go-tpm-tools", "google/go-tpm-tools 67670e5c");
    private static final Map<String, String> MAKERS =
            Map.of("Google (vTPM)", "Google", "Alibaba (vTPM)", "Alibaba", "Atmel/Microchip", "Microchip (Atmel)");
    private static final Set<String> VIRTUAL = Set.of("Google (vTPM)", "Alibaba (vTPM)");

    /** Listed under Qualcomm in the index, for Microsoft keeps it there; it certifies EKs of several makers. */
    private static final String MICROSOFT_TPM_ROOT = "870c7a35ceab3d59979f2c6a524042d404cb71518004350925fb2ced79a999da";

    private RootManifestGenerator() {}

    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[1]), manifest(Path.of(args[0])), StandardCharsets.UTF_8);
    }

    static String manifest(Path index) throws IOException {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        List<RootManifest.Root> roots = StreamSupport.stream(
                        mapper.readTree(Files.readString(index)).spliterator(), false)
                .filter(entry -> entry.get("selfSigned").asBoolean())
                .filter(entry -> !sources(entry).isEmpty())
                .map(RootManifestGenerator::root)
                .sorted(Comparator.comparing(RootManifest.Root::maker).thenComparing(RootManifest.Root::sha256))
                .toList();
        return mapper.writeValueAsString(new RootManifest(roots)) + "\n";
    }

    private static RootManifest.Root root(JsonNode entry) {
        String sha256 = entry.get("sha256").asString();
        String listed = entry.get("manufacturer").asString();
        String maker = sha256.equals(MICROSOFT_TPM_ROOT) ? "Microsoft" : MAKERS.getOrDefault(listed, listed);
        return new RootManifest.Root(
                sha256, maker, VIRTUAL.contains(listed), entry.get("subject").asString(), sources(entry));
    }

    private static List<String> sources(JsonNode entry) {
        return StreamSupport.stream(entry.get("files").spliterator(), false)
                .map(file ->
                        SOURCES.get(file.asString().substring(0, file.asString().indexOf('/'))))
                .filter(java.util.Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }
}
