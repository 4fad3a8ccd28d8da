package dev.touchstone.server.admission.subrequest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.RealProgram;
import dev.touchstone.server.admission.Stored;
import dev.touchstone.server.admission.Synchronised;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.StoredHosts;
import dev.touchstone.server.trust.CertifiedKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/nginx/touchstone.conf} as users copy it, in a real nginx with real client certificates. */
@FleetTest
class NginxIT {

    private final Fleet fleet;
    private final Stored stored;
    private final Synchronised synchronised;
    private HttpServer application = HttpServer.create();

    @TempDir
    private Path folder;

    NginxIT(Fleet fleet, Stored stored, Synchronised synchronised) throws IOException {
        this.fleet = fleet;
        this.stored = stored;
        this.synchronised = synchronised;
    }

    @BeforeEach
    void serveTheApplication() throws Exception {
        application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/", exchange -> {
            byte[] body = ("host " + exchange.getRequestHeaders().getFirst("X-Touchstone-Host-Id"))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        application.start();
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=clients"
                + " -keyout clients-ca.key -out clients-ca.crt");
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=app.example"
                + " -keyout server.key -out server.crt");
    }

    @AfterEach
    void stopTheApplication() {
        application.stop(0);
    }

    private void openssl(String arguments) throws Exception {
        RealProgram.run(folder, Map.of(), ("openssl " + arguments).split(" "));
    }

    private Bytes client(String name) throws Exception {
        openssl("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=host -keyout " + name + ".key -out "
                + name + ".csr");
        openssl("x509 -req -in " + name + ".csr -CA clients-ca.crt -CAkey clients-ca.key -CAcreateserial -days 2 -out "
                + name + ".crt");
        openssl("x509 -in " + name + ".crt -outform DER -out " + name + ".der");
        return CertifiedKey.spkiSha256(Bytes.of(Files.readAllBytes(folder.resolve(name + ".der"))));
    }

    private StoredHosts.Stored certified(String name) throws Exception {
        StoredHosts.Stored host = stored.host("TRUSTED");
        Bytes spki = client(name);
        stored.key(host.id(), spki, spki.slice(0, 20));
        return host;
    }

    private RealProgram nginx(int port, int server) throws Exception {
        String token = fleet.server()
                .post("/api/v1/access-tokens", Map.of("name", "nginx", "scopes", List.of("admission")))
                .json()
                .path("token")
                .asString();
        Files.writeString(folder.resolve("token.conf"), "proxy_set_header Authorization \"Bearer " + token + "\";\n");
        String site = Files.readString(RealProgram.shipped("deploy/nginx/touchstone.conf"))
                .replace("listen              8443", "listen 127.0.0.1:" + port)
                .replace(
                        "127.0.0.1:8000",
                        "127.0.0.1:" + application.getAddress().getPort())
                .replace("127.0.0.1:8080", "127.0.0.1:" + server)
                .replace("/etc/nginx/touchstone", folder.toString());
        Files.writeString(folder.resolve("site.conf"), site);
        Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                user root;
                worker_processes 1;
                pid %1$s/nginx.pid;
                error_log stderr;
                events {}
                http {
                  access_log off;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  include %1$s/site.conf;
                }
                """.formatted(folder));
        return RealProgram.start(folder, Map.of(), "nginx", "-p", folder.toString(), "-c", "nginx.conf")
                .listening(port);
    }

    /** Status and body of a request with that client's certificate. */
    private String get(int port, String client, String... more) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("curl", "-sk", "-w", " %{http_code}", "--cert", client + ".crt", "--key", client + ".key"));
        command.addAll(List.of(more));
        command.add("https://127.0.0.1:" + port + "/page");
        return RealProgram.run(folder, Map.of(), command.toArray(String[]::new));
    }

    @Test
    void a_machine_is_let_in_while_it_is_trusted() throws Exception {
        StoredHosts.Stored host = certified("known");
        client("unknown");
        synchronised.now();
        int port = RealProgram.freePort();
        try (var _ = nginx(port, fleet.server().url("").getPort())) {
            assertThat(get(port, "known")).isEqualTo("host " + host.id() + " 200");
            assertThat(get(port, "unknown")).endsWith(" 403");
            // The name in the certificate is the same; a header of the client's own says nothing.
            assertThat(get(port, "unknown", "-H", "X-Touchstone-Host: " + host.name(), "-H", "X-Client-Cert: x"))
                    .endsWith(" 403");
            stored.turn(host.id(), "DRIFTED");
            synchronised.now();
            assertThat(get(port, "known")).endsWith(" 403");
        }
    }

    @Test
    void nobody_is_let_in_while_the_server_is_stopped() throws Exception {
        certified("known");
        int port = RealProgram.freePort();
        try (var _ = nginx(port, RealProgram.freePort())) {
            assertThat(get(port, "known")).endsWith(" 500");
        }
    }
}
