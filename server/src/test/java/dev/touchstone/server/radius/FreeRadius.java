package dev.touchstone.server.radius;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.RealProgram;
import dev.touchstone.server.radius.Supplicant.Access;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;

/** FreeRADIUS, run from a copy of {@code deploy/freeradius} with settings of a test, and its CA. */
final class FreeRadius implements AutoCloseable {

    private static final String SECRET = "between-nas-and-radius";

    private final Path folder;
    private final int port;
    private final RealProgram program;

    private FreeRadius(Path folder, int port, RealProgram program) {
        this.folder = folder;
        this.port = port;
        this.program = program;
    }

    /** Starts it in {@code folder}, where {@link #certificates} are, to ask the server at {@code url}. */
    static FreeRadius start(Path folder, String url, String token) throws Exception {
        return start(folder, url, token, "1.2");
    }

    /** The same with another newest version of TLS than ours. */
    static FreeRadius start(Path folder, String url, String token, String tls) throws Exception {
        Path raddb = Files.createTempDirectory(folder, "raddb");
        copy(RealProgram.shipped("deploy/freeradius"), raddb);
        Path eap = raddb.resolve("mods/eap");
        Files.writeString(
                eap,
                Files.readString(eap).replace("tls_max_version = \"1.2\"", "tls_max_version = \"%s\"".formatted(tls)));
        int port = freeUdpPort("127.0.0.1");
        Files.writeString(
                raddb.resolve("settings.conf"), """
                raddbdir = %s
                logdir = %s
                address = 127.0.0.1
                port = %d
                touchstone = "%s"
                touchstone_ca = /etc/ssl/certs/ca-certificates.crt
                touchstone_token = "%s"
                server_certificate = %s/server.pem
                server_key = %s/server.key
                host_ca = %s/ca.pem
                """.formatted(raddb, folder, port, url, token, folder, folder, folder));
        Files.writeString(raddb.resolve("clients.conf"), """
                client eapol {
                    ipaddr = 127.0.0.1
                    secret = "%s"
                    require_message_authenticator = yes
                }
                """.formatted(SECRET));
        return new FreeRadius(folder, port, running(folder, raddb, "-f"));
    }

    /** A peer for Dynamic Authorization that is not ours: FreeRADIUS in the place of a NAS. */
    static RealProgram nas(Path folder, String address, int port, String secret) throws Exception {
        Path raddb = Files.createTempDirectory(folder, "nas");
        Files.writeString(raddb.resolve("radiusd.conf"), """
                raddbdir = %s
                libdir = /usr/lib/freeradius
                logdir = %s
                log {
                    destination = stdout
                }
                client touchstone {
                    ipaddr = 127.0.0.1
                    secret = "%s"
                    require_message_authenticator = yes
                }
                modules {
                    always ok {
                        rcode = ok
                    }
                }
                server coa {
                    listen {
                        type = coa
                        ipaddr = %s
                        port = %d
                    }
                    recv-coa {
                        ok
                    }
                    send-coa {
                        ok
                    }
                }
                """.formatted(raddb, folder, secret, address, port));
        return running(folder, raddb, "-X");
    }

    private static RealProgram running(Path folder, Path raddb, String mode) throws Exception {
        return RealProgram.start(folder, Map.of(), "freeradius", mode, "-l", "stdout", "-d", raddb.toString())
                .saying("Ready to process requests");
    }

    static int freeUdpPort(String address) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, 0))) {
            return socket.getLocalPort();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copied = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copied.getParent());
                Files.copy(file, copied);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    // Certificates

    /** A CA, a certificate of the RADIUS server, and one for each of these common names: 0.pem, 1.pem and so on. */
    static void certificates(Path folder, String... names) throws Exception {
        StringBuilder script = new StringBuilder("""
                key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"; }
                leaf() {
                  key "$1"
                  openssl req -new -key "$1.key" -subj "/CN=$2" -out "$1.csr"
                  { echo basicConstraints=CA:false; echo subjectKeyIdentifier=hash; echo "extendedKeyUsage=$3"; } >"$1.ext"
                  openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile "$1.ext" -out "$1.pem"
                }
                key ca
                openssl req -x509 -new -key ca.key -subj "/CN=Test CA" -days 2 -out ca.pem
                leaf server radius serverAuth
                """);
        for (int i = 0; i < names.length; i++) {
            script.append("leaf %d '%s' clientAuth\n".formatted(i, names[i]));
        }
        RealProgram.run(folder, Map.of(), "bash", "-ec", script.toString());
    }

    /** The subject key identifier in a certificate. */
    static Bytes keyIdentifier(Path folder, Path certificate) throws Exception {
        String text = RealProgram.run(
                folder,
                Map.of(),
                "openssl",
                "x509",
                "-in",
                certificate.toString(),
                "-noout",
                "-ext",
                "subjectKeyIdentifier");
        return Bytes.ofHex(
                text.lines().skip(1).findFirst().orElseThrow().strip().replace(":", ""));
    }

    /** A certificate of the same CA for what a request asks for, with the key identifier worked out of the key. */
    static Path issue(Path folder, Path request) throws Exception {
        Path certificate = folder.resolve("issued.pem");
        Files.writeString(folder.resolve("issued.ext"), "subjectKeyIdentifier=hash\nextendedKeyUsage=clientAuth\n");
        RealProgram.run(
                folder,
                Map.of(),
                "openssl",
                "x509",
                "-req",
                "-in",
                request.toString(),
                "-CA",
                "ca.pem",
                "-CAkey",
                "ca.key",
                "-CAcreateserial",
                "-days",
                "2",
                "-copy_extensions",
                "copy",
                "-extfile",
                "issued.ext",
                "-out",
                certificate.toString());
        return certificate;
    }

    /** Connects with a certificate of that number and this outer identity. */
    Access connect(int certificate, String identity) throws Exception {
        return connect(certificate, identity, "127.0.0.1", "");
    }

    /**
     * Connects through a NAS.
     *
     * @param nas NAS-IP-Address
     * @param session Acct-Session-Id
     */
    Access connect(int certificate, String identity, String nas, String session) throws Exception {
        return Supplicant.of(folder, certificate)
                .connect(folder, new Supplicant.Place(port, SECRET, nas, session), identity);
    }

    /** Connects with a supplicant of its own. */
    Access connect(Supplicant supplicant, String identity) throws Exception {
        return supplicant.connect(folder, new Supplicant.Place(port, SECRET, "127.0.0.1", ""), identity);
    }

    String output() throws IOException {
        return program.output();
    }

    @Override
    public void close() {
        program.close();
    }
}
