package dev.touchstone.server.radius;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.RealProgram;
import dev.touchstone.server.ResourceManager;
import dev.touchstone.tpm.SoftwareTpm;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * eapol_test: wpa_supplicant, and the NAS it is behind, in one program.
 *
 * @param certificate what it shows
 * @param key the private half, as wpa_supplicant takes it
 * @param phase1 its settings of TLS
 * @param run what the program runs with
 */
record Supplicant(Path certificate, Path key, String phase1, UnaryOperator<String[]> run) {

    private static final Pattern ATTRIBUTE =
            Pattern.compile("Attribute (\\d+) \\(([A-Za-z-]+)\\) length=\\d+\\s+Value: (.*)");

    /** With the certificate of that number and its key, both files. */
    static Supplicant of(Path folder, int certificate) {
        return new Supplicant(
                folder.resolve(certificate + ".pem"), folder.resolve(certificate + ".key"), "", command -> command);
    }

    /** With a key that lies in a TPM. */
    static Supplicant of(SoftwareTpm tpm, Path certificate, Path key) {
        return new Supplicant(certificate, key, "", command -> ResourceManager.command(tpm, command));
    }

    /** The same that also talks TLS 1.3, which wpa_supplicant leaves off by itself. */
    Supplicant newest() {
        return new Supplicant(certificate, key, "tls_disable_tlsv1_3=0", run);
    }

    /**
     * Where it connects.
     *
     * @param radius the RADIUS server's port
     * @param secret shared with it
     * @param nas NAS-IP-Address
     * @param session Acct-Session-Id; none if empty
     */
    record Place(int radius, String secret, String nas, String session) {

        private List<String> options() {
            Bytes address = Bytes.of(InetAddress.ofLiteral(nas).getAddress());
            List<String> options =
                    new ArrayList<>(List.of("-a", "127.0.0.1", "-p", String.valueOf(radius), "-s", secret));
            options.addAll(List.of("-M", "02:00:00:00:00:01", "-N", "4:x:" + address.toHex()));
            if (!session.isEmpty()) {
                options.addAll(List.of("-N", "44:s:" + session));
            }
            return options;
        }
    }

    /** Connects, with {@code ca.pem} of the folder as the CA of RADIUS servers, and this outer identity. */
    Access connect(Path folder, Place place, String identity) throws Exception {
        Path network = Files.createTempFile(folder, "network", ".conf");
        Files.writeString(network, """
                network={
                  key_mgmt=IEEE8021X
                  eap=TLS
                  identity=%s
                  ca_cert="%s/ca.pem"
                  client_cert="%s"
                  private_key="%s"
                  phase1="%s"
                }
                """.formatted(Bytes.ofUtf8(identity).toHex(), folder, certificate, key, phase1));
        List<String> command = new ArrayList<>(List.of("eapol_test", "-c", network.toString(), "-t", "20"));
        command.addAll(place.options());
        try (RealProgram program = RealProgram.start(folder, Map.of(), run.apply(command.toArray(String[]::new)))) {
            int exit = program.exitCode();
            Access access = Access.of(program.output());
            if (access.accepted() != (exit == 0)) {
                throw new AssertionError("eapol_test ended with " + exit + ": " + program.output());
            }
            return access;
        }
    }

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
}
