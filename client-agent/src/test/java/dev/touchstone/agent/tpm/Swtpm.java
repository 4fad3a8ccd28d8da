package dev.touchstone.agent.tpm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A software TPM of Debian's {@code swtpm}, made with an EK certificate of a CA of its own, started and stopped. */
public final class Swtpm implements AutoCloseable {

    private final Path directory;
    private final int port;
    private @Nullable Process process;

    private Swtpm(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** Makes a TPM under {@code directory} and starts it. */
    public static Swtpm start(Path directory) throws IOException, InterruptedException {
        Swtpm tpm = new Swtpm(directory, freePorts());
        tpm.writeConfiguration();
        Path state = Files.createDirectories(directory.resolve("state"));
        tpm.run(
                "swtpm_setup",
                "--tpm2",
                "--tpmstate",
                state.toString(),
                "--config",
                "setup.conf",
                "--create-ek-cert",
                "--pcr-banks",
                "sha1,sha256,sha384",
                "--overwrite");
        tpm.powerOn();
        return tpm;
    }

    /** Where the agent finds it. */
    public TpmAddress address() {
        return new TpmAddress.SwtpmSocket("127.0.0.1", port);
    }

    /** Where tpm2-tools find it. */
    public String tcti() {
        return "swtpm:host=127.0.0.1,port=" + port;
    }

    /** A working directory of this TPM. */
    public Path directory() {
        return directory;
    }

    /** Starts it as a machine being switched on does: TPM2_Startup(CLEAR). */
    public void powerOn() throws IOException, InterruptedException {
        process = new ProcessBuilder(
                        "swtpm",
                        "socket",
                        "--tpm2",
                        "--tpmstate",
                        "dir=" + directory.resolve("state"),
                        "--server",
                        "type=tcp,port=" + port + ",bindaddr=127.0.0.1",
                        "--ctrl",
                        "type=tcp,port=" + (port + 1) + ",bindaddr=127.0.0.1",
                        "--flags",
                        "startup-clear")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("swtpm.log").toFile())
                .start();
        awaitListening();
    }

    /** Stops it as a power cut does: without TPM2_Shutdown. */
    public void powerCut() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Runs a command with {@code TPM2TOOLS_TCTI} set, in {@link #directory}; gives what it printed. */
    public String run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "out", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("TPM2TOOLS_TCTI", tcti());
        Process run = builder.start();
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command[0]).isTrue();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(run.exitValue()).as("%s:%n%s", List.of(command), text).isZero();
        return text;
    }

    /** A credential for an EK and an AK, both TPM2B_PUBLIC, made by tpm2-tools. */
    public Credential credential(Bytes ek, Bytes ak, Bytes secret) throws IOException, InterruptedException {
        Files.write(directory.resolve("ek.tss"), ek.toArray());
        Files.write(directory.resolve("secret"), secret.toArray());
        String name = KeyName.of(ak).toHex();
        run("tpm2_makecredential", "-T", "none", "-e", "ek.tss", "-s", "secret", "-n", name, "-o", "credential");
        Bytes file = Bytes.of(Files.readAllBytes(directory.resolve("credential")));
        int split = 8 + 2 + (file.at(8) << 8 | file.at(9));
        return new Credential(file.slice(8, split), file.slice(split, file.length()));
    }

    /** TPM2B_ID_OBJECT and TPM2B_ENCRYPTED_SECRET. */
    public record Credential(Bytes blob, Bytes secret) {}

    /** Has tpm2-tools check a quote with SHA-256 by a key given as TPM2B_PUBLIC. */
    public void checkQuote(Bytes ak, SignedQuote quote, Bytes nonce) throws IOException, InterruptedException {
        Files.write(directory.resolve("ak.pub"), ak.toArray());
        Files.write(directory.resolve("attest"), quote.attest().toArray());
        Files.write(directory.resolve("sig"), quote.signature().toArray());
        run("tpm2_checkquote", "-u", "ak.pub", "-m", "attest", "-s", "sig", "-g", "sha256", "-q", nonce.toHex());
    }

    @Override
    public void close() {
        powerCut();
    }

    /** A certificate authority of this TPM's own, so that nothing is written outside {@link #directory}. */
    private void writeConfiguration() throws IOException {
        Files.writeString(directory.resolve("setup.conf"), """
                create_certs_tool=/usr/bin/swtpm_localca
                create_certs_tool_config=%1$s/localca.conf
                create_certs_tool_options=%1$s/localca.options
                """.formatted(directory));
        Files.writeString(directory.resolve("localca.conf"), """
                statedir=%1$s/ca
                signingkey=%1$s/ca/signkey.pem
                issuercert=%1$s/ca/issuercert.pem
                certserial=%1$s/ca/certserial
                """.formatted(directory));
        Files.writeString(directory.resolve("localca.options"), """
                --platform-manufacturer Example
                --platform-version 1.0
                --platform-model Test
                """);
    }

    private void awaitListening() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 500; attempt++) {
            try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
        throw new IOException("swtpm does not listen: " + Files.readString(directory.resolve("swtpm.log")));
    }

    /**
     * Two ports in a row that were free a moment ago: tpm2-tools expect the control channel at the second. They lie
     * below those the kernel hands to clients, of which a run of tests leaves thousands in TIME_WAIT.
     */
    private static int freePorts() throws IOException {
        List<String> refused = new ArrayList<>();
        for (int attempt = 0; attempt < 100; attempt++) {
            int pair = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket _ = new ServerSocket(pair, 1, InetAddress.getLoopbackAddress());
                    ServerSocket _ = new ServerSocket(pair + 1, 1, InetAddress.getLoopbackAddress())) {
                return pair;
            } catch (IOException e) {
                refused.add(String.valueOf(e.getMessage()));
            }
        }
        throw new IOException("no two free ports in a row: " + refused);
    }
}
