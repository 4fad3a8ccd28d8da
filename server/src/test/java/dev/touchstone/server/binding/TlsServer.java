package dev.touchstone.server.binding;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** A TLS server that wants a certificate of a CA made by OpenSSL, and answers what is said of the key in it. */
record TlsServer(Path folder, HttpsServer https) implements AutoCloseable {

    private static final char[] PASSWORD = "changeit".toCharArray();

    /** Makes the CA in {@code folder} and starts the server; {@code answer} is given SHA-256 of the client's key. */
    static TlsServer start(Path folder, Function<Bytes, String> answer) throws Exception {
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TlsServer server = new TlsServer(folder, https);
        server.run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/CN=Network CA",
                "-keyout",
                "network-ca.key",
                "-out",
                "network-ca.crt");
        server.run(
                "openssl",
                "req",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                "tls.key",
                "-out",
                "tls.csr");
        server.issue(folder.resolve("tls.csr"), folder.resolve("tls.crt"));
        server.run(
                "openssl",
                "pkcs12",
                "-export",
                "-inkey",
                "tls.key",
                "-in",
                "tls.crt",
                "-out",
                "tls.p12",
                "-passout",
                "pass:" + new String(PASSWORD));
        https.setHttpsConfigurator(new ClientsWanted(server.context()));
        https.createContext("/", exchange -> answer(exchange, answer));
        https.start();
        return server;
    }

    /** Has the CA issue what a request asks for, with the key identifier that RADIUS servers tell. */
    void issue(Path request, Path certificate) throws Exception {
        Files.writeString(folder.resolve("extensions"), "subjectKeyIdentifier = hash\n");
        run(
                "openssl",
                "x509",
                "-req",
                "-in",
                request.toString(),
                "-CA",
                "network-ca.crt",
                "-CAkey",
                "network-ca.key",
                "-days",
                "1",
                "-copy_extensions",
                "copy",
                "-extfile",
                "extensions",
                "-out",
                certificate.toString());
    }

    Path ca() {
        return folder.resolve("network-ca.crt");
    }

    String url() {
        return "https://localhost:" + https.getAddress().getPort() + "/";
    }

    void run(String... command) throws IOException, InterruptedException {
        Path log = folder.resolve("openssl.log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + Files.readString(log));
        }
    }

    private SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("tls.p12"))) {
            own.load(in, PASSWORD);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(ca())) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static final class ClientsWanted extends HttpsConfigurator {

        ClientsWanted(SSLContext context) {
            super(context);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
            ssl.setNeedClientAuth(true);
            parameters.setSSLParameters(ssl);
        }
    }

    private static void answer(HttpExchange exchange, Function<Bytes, String> answer) throws IOException {
        try (exchange) {
            var session = ((HttpsExchange) exchange).getSSLSession();
            byte[] key = session.getPeerCertificates()[0].getPublicKey().getEncoded();
            byte[] text = answer.apply(HashAlgorithm.SHA256.hash(Bytes.of(key))).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
        }
    }

    @Override
    public void close() {
        https.stop(0);
    }
}
