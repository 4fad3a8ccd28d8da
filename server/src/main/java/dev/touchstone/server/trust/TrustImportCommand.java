package dev.touchstone.server.trust;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.trust.CertificateBundle.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code touchstone trust import}: reads makers' files here, sends them in parts, and says what became of each. */
@Command(
        name = "import",
        description = "Imports makers' certificates: PEM, DER or PKCS #7 files, or directories of them.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TrustImportCommand extends TrustAction {

    private static final int PER_REQUEST = 100;
    private static final long MAX_FILE = 16L * 1024 * 1024;
    private static final Set<String> SUFFIXES = Set.of("pem", "crt", "cer", "der", "p7b", "p7c");

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, or directories to search for them.")
    private List<Path> paths = List.of();

    @Option(
            names = "--accept-unrecognised",
            description = "Also trust roots whose fingerprint no maker is known by, such as a lab's own CA.")
    private boolean acceptUnrecognised;

    @Option(
            names = "--hardware",
            description = "Such a root certifies hardware TPMs; without this its hosts are labelled virtual.")
    private boolean hardware;

    private final Set<X509Certificate> certificates = new LinkedHashSet<>();
    private final ArrayNode refused = JsonMapper.shared().createArrayNode();
    private final ArrayNode changes = JsonMapper.shared().createArrayNode();

    @Override
    int run(ServerAddress address) throws IOException, TrustApi.RefusedException {
        TrustApi api = address.api();
        for (Path path : paths) {
            read(path);
        }
        List<X509Certificate> all = List.copyOf(certificates);
        int added = 0;
        int present = 0;
        for (int from = 0; from < all.size(); from += PER_REQUEST) {
            int to = Math.min(from + PER_REQUEST, all.size());
            JsonNode answer = api.add(pem(all.subList(from, to)), acceptUnrecognised, !hardware);
            added += answer.path("added").asInt();
            present += answer.path("alreadyPresent").asInt();
            answer.path("refused").forEach(refused::add);
            if (answer.path("change").isString()) {
                changes.add(answer.path("change").asString());
            }
            err().printf("%d of %d certificates sent%n", to, all.size());
        }
        report(address, added, present);
        return refused.isEmpty() && !all.isEmpty() ? OK : FAILED;
    }

    private void read(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            readFile(path);
            return;
        }
        List<Path> files;
        try (Stream<Path> found = Files.walk(path)) {
            files = found.filter(Files::isRegularFile)
                    .filter(TrustImportCommand::isNamedLikeACertificate)
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            readFile(file);
        }
    }

    private static boolean isNamedLikeACertificate(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return SUFFIXES.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private void readFile(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE) {
            throw new IOException(file + " has more than 16 MiB");
        }
        List<Entry> entries = CertificateBundle.read(Bytes.of(Files.readAllBytes(file)));
        if (entries.isEmpty()) {
            refuse(file.toString(), "it holds no certificate");
        }
        for (Entry entry : entries) {
            switch (entry) {
                case Entry.Read(X509Certificate certificate) -> certificates.add(certificate);
                case Entry.Unreadable(String where, String problem) -> refuse(file + ", " + where, problem);
            }
        }
    }

    private void refuse(String subject, String detail) {
        refused.addObject()
                .put("subject", subject)
                .put("code", AnchorChanges.MALFORMED)
                .put("detail", detail);
    }

    private static String pem(List<X509Certificate> certificates) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        List<String> blocks = new ArrayList<>();
        for (X509Certificate certificate : certificates) {
            blocks.add("-----BEGIN CERTIFICATE-----\n"
                    + lines.encodeToString(Certificates.encoded(certificate).toArray())
                    + "\n-----END CERTIFICATE-----\n");
        }
        return String.join("", blocks);
    }

    private void report(ServerAddress address, int added, int present) {
        if (address.json()) {
            ObjectNode result = JsonMapper.shared().createObjectNode();
            result.put("added", added).put("alreadyPresent", present).set("refused", refused);
            result.set("changes", changes);
            out().println(result.toPrettyString());
            return;
        }
        for (JsonNode each : refused) {
            out().printf(
                            "refused  %s  %s: %s%n",
                            each.path("code").asString(),
                            each.path("subject").asString(),
                            each.path("detail").asString());
        }
        for (JsonNode change : changes) {
            out().printf("waits for a second person: touchstone change approve %s%n", change.asString());
        }
        out().printf("%d added, %d already present, %d refused%n", added, present, refused.size());
    }
}
