package dev.touchstone.server.radius;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.RealProgram;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** FreeRADIUS, run from a copy of {@code deploy/freeradius} with settings of a test, and the supplicant it talks to. */
final class FreeRadius implements AutoCloseable {

    private static final String SECRET = "between-nas-and-radius";

    /** The NAS-IP-Address that eapol_test is told to say. */
    private static final Pattern ATTRIBUTE =
            Pattern.compile("Attribute (\\d+) \\(([A-Za-z-]+)\\) length=\\d+\\s+Value: (.*)");

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
        Path raddb = Files.createTempDirectory(folder, "raddb");
        copy(RealProgram.shipped("deploy/freeradius"), raddb);
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
    static Bytes keyIdentifier(Path folder, int certificate) throws Exception {
        String text = RealProgram.run(
                folder,
                Map.of(),
                "openssl",
                "x509",
                "-in",
                certificate + ".pem",
                "-noout",
                "-ext",
                "subjectKeyIdentifier");
        return Bytes.ofHex(
                text.lines().skip(1).findFirst().orElseThrow().strip().replace(":", ""));
    }

    // The supplicant

    /**
     * What a supplicant and its NAS were told.
     *
     * @param accepted whether it is in
     * @param vlan empty if none was told
     * @param message Reply-Message; empty if there was none
     * @param said all that eapol_test said
     */
    record Access(boolean accepted, String vlan, String message, String said) {

        private static Access of(String said) {
            Optional<String> answer = Arrays.stream(said.split("RADIUS message: code="))
                    .filter(part -> part.startsWith("2 ") || part.startsWith("3 "))
                    .reduce((_, last) -> last);
            String text = answer.orElse("");
            boolean accepted = text.startsWith("2 ") && said.stripTrailing().endsWith("SUCCESS");
            String vlan = attribute(text, 81);
            return new Access(
                    accepted, Bytes.ofHex(vlan).toUtf8(), attribute(text, 18).replaceAll("^'|'$", ""), said);
        }

        private static String attribute(String text, int type) {
            Matcher matcher = ATTRIBUTE.matcher(text);
            while (matcher.find()) {
                if (matcher.group(1).equals(String.valueOf(type))) {
                    return matcher.group(3).strip();
                }
            }
            return "";
        }
    }

    /** Connects with a certificate of that number. */
    Access connect(int certificate, String identity) throws Exception {
        return connect(certificate, identity, "127.0.0.1", "");
    }

    /**
     * Connects through a NAS.
     *
     * @param identity the outer identity
     * @param nas NAS-IP-Address
     * @param session Acct-Session-Id
     */
    Access connect(int certificate, String identity, String nas, String session) throws Exception {
        Path network = Files.createTempFile(folder, "network", ".conf");
        Files.writeString(network, """
                network={
                  key_mgmt=IEEE8021X
                  eap=TLS
                  identity=%s
                  ca_cert="%s/ca.pem"
                  client_cert="%s/%d.pem"
                  private_key="%s/%d.key"
                }
                """.formatted(
                        Bytes.ofUtf8(identity).toHex(), folder, folder, certificate, folder, certificate));
        String address =
                Bytes.of(java.net.InetAddress.ofLiteral(nas).getAddress()).toHex();
        List<String> command = new java.util.ArrayList<>(List.of(
                "eapol_test",
                "-c",
                network.toString(),
                "-a",
                "127.0.0.1",
                "-p",
                String.valueOf(port),
                "-s",
                SECRET,
                "-M",
                "02:00:00:00:00:01",
                "-t",
                "20",
                "-N",
                "4:x:" + address));
        if (!session.isEmpty()) {
            command.addAll(List.of("-N", "44:s:" + session));
        }
        try (RealProgram supplicant = RealProgram.start(folder, Map.of(), command.toArray(String[]::new))) {
            int exit = supplicant.exitCode();
            Access access = Access.of(supplicant.output());
            if (access.accepted() != (exit == 0)) {
                throw new AssertionError("eapol_test ended with " + exit + ": " + supplicant.output());
            }
            return access;
        }
    }

    String output() throws IOException {
        return program.output();
    }

    @Override
    public void close() {
        program.close();
    }
}
