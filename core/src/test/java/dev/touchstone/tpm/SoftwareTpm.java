package dev.touchstone.tpm;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real TPM 2.0 in software (swtpm) for tests: on a loopback port, its state in a directory, gone with {@link #close}
 * or with this JVM. Needs the Debian packages swtpm, swtpm-tools and tpm2-tools.
 */
public final class SoftwareTpm implements AutoCloseable {

    private static final int START_ATTEMPTS = 10;
    private static final int PORT_ATTEMPTS = 100;
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 32_000;
    private static final int CONNECT_ATTEMPTS = 500;
    private static final long CONNECT_PAUSE_MILLIS = 10;

    private final Path directory;
    private final Path state;
    private final Thread reaper = new Thread(this::kill);
    private Process process;
    private int port;

    private SoftwareTpm(Path directory) throws IOException {
        this.directory = directory;
        this.state = Files.createDirectories(directory.resolve("state"));
        launch("startup-clear");
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    /** Starts a TPM whose state and work files are in {@code directory}; new, or as it was left there. */
    public static SoftwareTpm start(Path directory) throws IOException {
        return new SoftwareTpm(Files.createDirectories(directory));
    }

    /**
     * Makes a TPM as a maker does, then starts it: EKs at 0x81010001 (RSA 2048) and 0x81010016 (P-384), their
     * certificates in NV at 0x01c00002 and 0x01c00016, issued by the CA in {@code ca}, which is made when it is not
     * there ({@code issuercert.pem}, {@code swtpm-localca-rootca-cert.pem}). Banks sha1 and sha256.
     */
    public static SoftwareTpm manufacture(Path directory, Path ca) throws IOException {
        Path state = Files.createDirectories(directory.resolve("state"));
        Path options = Files.writeString(
                directory.resolve("localca.options"),
                "--platform-manufacturer Touchstone\n--platform-version 1.0\n--platform-model Lab\n");
        Path localCa = Files.writeString(
                directory.resolve("localca.conf"),
                "statedir = %1$s\nsigningkey = %1$s/signkey.pem\nissuercert = %1$s/issuercert.pem\ncertserial = %1$s/certserial\n"
                        .formatted(Files.createDirectories(ca)));
        Path setup = Files.writeString(
                directory.resolve("setup.conf"),
                "create_certs_tool = /usr/bin/swtpm_localca\ncreate_certs_tool_config = %s\ncreate_certs_tool_options = %s\n"
                        .formatted(localCa, options));
        Command.in(directory)
                .run(List.of(
                        "swtpm_setup",
                        "--tpm2",
                        "--tpmstate",
                        state.toString(),
                        "--config",
                        setup.toString(),
                        "--create-ek-cert",
                        "--pcr-banks",
                        "sha1,sha256"));
        return start(directory);
    }

    /** The port of the raw TPM socket on 127.0.0.1; the control channel is one above. */
    public int port() {
        return port;
    }

    /** What {@code TPM2TOOLS_TCTI} must be for tpm2-tools to reach this TPM. */
    public String tcti() {
        return "swtpm:host=127.0.0.1,port=" + port;
    }

    /** Where tools run and leave their files. */
    public Path directory() {
        return directory;
    }

    /** The bytes of a file a tool left. */
    public Bytes read(String file) throws IOException {
        return Bytes.of(Files.readAllBytes(directory.resolve(file)));
    }

    /** Gives a tool a file to read. */
    public void write(String file, Bytes content) throws IOException {
        Files.write(directory.resolve(file), content.toArray());
    }

    /**
     * Runs a tool of tpm2-tools in {@link #directory}, then flushes what it left in the three transient slots.
     *
     * @return its standard output
     */
    public String run(String... command) throws IOException {
        String output = tool(List.of(command));
        tool(List.of("tpm2_flushcontext", "-t"));
        return output;
    }

    /** What TPM2_Certify gave: TPMS_ATTEST and TPMT_SIGNATURE. */
    public record Certified(Bytes attest, Bytes signature) {}

    /**
     * TPM2_Certify (TPM 2.0 Library, Part 3, §18.2) of one key by another, each a saved context or a persistent handle.
     * The command is written here: tpm2_certify takes no qualifying data.
     */
    public Certified certify(String key, String signer, Bytes nonce) throws IOException {
        int first = loaded(key, 0x80000000);
        int second = loaded(signer, first == 0x80000000 ? 0x80000001 : 0x80000000);
        Bytes password = Bytes.ofHex("400000090000000000");
        Bytes parameters = Bytes.concat(
                Marshal.u32(0x148),
                Marshal.u32(first),
                Marshal.u32(second),
                Marshal.u32(2 * password.length()),
                password,
                password,
                Marshal.tpm2b(nonce),
                Marshal.u16(Registry.NULL));
        write("command", Bytes.concat(Bytes.ofHex("8002"), Marshal.u32(6 + parameters.length()), parameters));
        run("tpm2_send", "-o", "response", "command");
        try {
            ByteReader response = read("response").reader();
            response.bytes(10, "header");
            ByteReader answer = response.sub(response.u32("parameterSize"), "parameters");
            return new Certified(answer.tpm2b("certifyInfo"), answer.rest());
        } catch (MalformedException e) {
            throw new IOException("TPM2_Certify failed: " + read("response"), e);
        }
    }

    /** The handle of a persistent key, or the one a context gets, which stays loaded until the next flush. */
    private int loaded(String key, int next) throws IOException {
        if (key.startsWith("0x81")) {
            return Integer.parseUnsignedInt(key, 2, key.length(), 16);
        }
        tool(List.of("tpm2_readpublic", "-Q", "-c", key));
        return next;
    }

    private String tool(List<String> command) throws IOException {
        return Command.in(directory).with("TPM2TOOLS_TCTI", tcti()).run(command);
    }

    /** Extends one PCR in the banks named. */
    public void extend(int pcr, Map<HashAlgorithm, Bytes> digests) throws IOException {
        String banks = digests.entrySet().stream()
                .map(bank -> bank.getKey().bank() + "=" + bank.getValue().toHex())
                .collect(Collectors.joining(","));
        tool(List.of("tpm2_pcrextend", pcr + ":" + banks));
    }

    /** An orderly shutdown and start: TPM Reset, PCRs at their start values, resetCount one more. */
    public void reset() throws IOException {
        tool(List.of("tpm2_shutdown", "--clear"));
        restart("startup-clear");
    }

    /** Sleep and wake: TPM Resume, PCRs kept, restartCount one more. */
    public void suspendAndResume() throws IOException {
        tool(List.of("tpm2_shutdown"));
        restart("startup-state");
    }

    /** Power lost without warning, then a start: TPM Reset, and the clock may go back. */
    public void powerCut() throws IOException {
        restart("startup-clear");
    }

    /** Copies the state as it lies on disk now, as a hypervisor's snapshot would. */
    public void snapshot(Path copy) throws IOException {
        copyFiles(state, Files.createDirectories(copy));
    }

    /** Power lost, the state replaced by {@code snapshot}, then a start. */
    public void restore(Path snapshot) throws IOException {
        kill();
        copyFiles(snapshot, state);
        launch("startup-clear");
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(f -> f.toString().endsWith("all")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private void restart(String startup) throws IOException {
        kill();
        launch(startup);
    }

    /**
     * A TPM started again keeps its port, so that clients find it. The ports found free can be taken before swtpm binds
     * them: then it exits, and others are tried.
     */
    private void launch(String startup) throws IOException {
        for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
            port = port != 0 && attempt == 0 ? port : freePortPair();
            process = new ProcessBuilder(command(startup))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("swtpm.log").toFile())
                    .start();
            if (answers()) {
                return;
            }
            kill();
        }
        throw new IOException("swtpm does not start: " + Files.readString(directory.resolve("swtpm.log")));
    }

    private List<String> command(String startup) {
        return List.of(
                "swtpm",
                "socket",
                "--tpm2",
                "--tpmstate",
                "dir=" + state,
                "--server",
                "type=tcp,bindaddr=127.0.0.1,port=" + port,
                "--ctrl",
                "type=tcp,bindaddr=127.0.0.1,port=" + (port + 1),
                "--flags",
                "not-need-init," + startup);
    }

    private boolean answers() throws IOException {
        for (int attempt = 0; attempt < CONNECT_ATTEMPTS && process.isAlive(); attempt++) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return process.isAlive();
            } catch (IOException _) {
                awaitExit(CONNECT_PAUSE_MILLIS);
            }
        }
        return false;
    }

    /** Below the ports the kernel hands to clients, of which a run of tests leaves thousands in TIME_WAIT. */
    private static int freePortPair() throws IOException {
        for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
            int pair = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket _ = new ServerSocket(pair, 1, InetAddress.getLoopbackAddress());
                    ServerSocket _ = new ServerSocket(pair + 1, 1, InetAddress.getLoopbackAddress())) {
                return pair;
            } catch (IOException _) {
                // One of them is taken: look elsewhere.
            }
        }
        throw new IOException("no two free ports side by side");
    }

    private boolean awaitExit(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void kill() {
        process.destroyForcibly();
        awaitExit(TimeUnit.SECONDS.toMillis(10));
    }

    /** Stops the TPM without an orderly shutdown; its state stays in the directory. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(reaper);
        kill();
    }

    /** A program run to its end. */
    private record Command(Path directory, Map<String, String> environment) {

        private static final long TIMEOUT_SECONDS = 60;

        static Command in(Path directory) {
            return new Command(directory, Map.of());
        }

        Command with(String name, String value) {
            return new Command(directory, Map.of(name, value));
        }

        String run(List<String> command) throws IOException {
            Path errors = Files.createTempFile(directory, "stderr", ".txt");
            try {
                ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                        .directory(directory.toFile())
                        .redirectError(errors.toFile());
                builder.environment().putAll(environment);
                return finish(builder.start(), command, errors);
            } finally {
                Files.delete(errors);
            }
        }

        private static String finish(Process process, List<String> command, Path errors) throws IOException {
            try {
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    throw new IOException(String.join(" ", command) + " failed: " + Files.readString(errors) + output);
                }
                return output;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
