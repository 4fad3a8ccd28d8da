package dev.touchstone.server.trust;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The recorded certificates of real makers, where the folder is present. */
final class Vectors {

    private static final String HIRS = "HIRS/HIRS_AttestationCA/src/test/resources/certificates/";
    private static final String GOOGLE = "ek-roots/leaf-samples/google/";

    private Vectors() {}

    static Path root() {
        return dev.touchstone.Vectors.shared("");
    }

    static Bytes file(String path) throws IOException {
        return Bytes.of(Files.readAllBytes(root().resolve(path)));
    }

    static Bytes hirs(String name) throws IOException {
        return file(HIRS + name);
    }

    static X509Certificate hirsPem(String name) throws IOException, CertificateException {
        return pem(HIRS + name);
    }

    static X509Certificate google(String name) throws IOException, CertificateException {
        return pem(GOOGLE + name);
    }

    static X509Certificate der(Bytes stored) throws MalformedException {
        return EkCertificate.read(stored).certificate();
    }

    private static X509Certificate pem(String path) throws IOException, CertificateException {
        return (X509Certificate) Certificates.factory()
                .generateCertificate(new ByteArrayInputStream(file(path).toArray()));
    }

    /** Every makers' CA file. */
    static List<Path> makersFiles() throws IOException {
        try (Stream<Path> files = Files.walk(root().resolve("ek-roots"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("leaf-samples"))
                    .filter(file -> !file.toString().matches(".*\\.(json|md|yaml|txt)"))
                    .sorted()
                    .toList();
        }
    }

    /** Every makers' CA certificate once, by fingerprint, read as an import reads it. */
    static Map<Bytes, X509Certificate> makers() throws IOException {
        Map<Bytes, X509Certificate> certificates = new LinkedHashMap<>();
        for (Path file : makersFiles()) {
            for (CertificateBundle.Entry entry : CertificateBundle.read(Bytes.of(Files.readAllBytes(file)))) {
                if (entry instanceof CertificateBundle.Entry.Read(X509Certificate certificate)) {
                    certificates.put(Certificates.fingerprint(certificate), certificate);
                }
            }
        }
        return certificates;
    }

    /** The same as an administrator would have them after an import of everything. */
    static List<Anchor> anchors() throws IOException {
        return anchors(makers().values());
    }

    static List<Anchor> anchors(Collection<X509Certificate> certificates) {
        RootManifest manifest = RootManifest.shipped();
        List<Anchor> anchors = new ArrayList<>();
        for (X509Certificate certificate : certificates) {
            boolean root = Certificates.selfSigned(certificate);
            anchors.add(Anchor.of(
                    certificate,
                    root ? Anchor.Role.ROOT : Anchor.Role.INTERMEDIATE,
                    manifest.recognise(Certificates.fingerprint(certificate)).orElse(Anchor.Label.UNKNOWN)));
        }
        return anchors;
    }
}
