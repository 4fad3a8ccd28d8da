package dev.touchstone.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A program that is not ours, run as a process in a folder of its own with all it says kept; ended with the test, by
 * its own handle and its children's.
 */
public final class RealProgram implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long GLANCE_MILLIS = 20;

    private final Process process;
    private final Path output;

    private RealProgram(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts a program that goes on until it is closed.
     *
     * @param directory where it works, and where what it says is kept
     * @param environment added to ours
     */
    public static RealProgram start(Path directory, Map<String, String> environment, String... command)
            throws IOException {
        Path output = Files.createTempFile(directory, Path.of(command[0]).getFileName() + "-", ".out");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new RealProgram(builder.start(), output);
    }

    /** Runs a program to its end, which must be a good one: what it said. */
    public static String run(Path directory, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        try (var program = start(directory, environment, command)) {
            int exit = program.exitCode();
            if (exit != 0) {
                throw new AssertionError(String.join(" ", command) + " ended with " + exit + ": " + program.output());
            }
            return program.output();
        }
    }

    /** A TCP port of loopback that was free a moment ago. */
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A file of this repository, such as {@code deploy/haproxy/haproxy.cfg}: what users copy is what is tested. */
    public static Path shipped(String path) {
        Path file = Path.of("..", path).toAbsolutePath().normalize();
        if (!Files.exists(file)) {
            throw new AssertionError("there is no " + file);
        }
        return file;
    }

    /** All it has said, on either stream. */
    public String output() throws IOException {
        return Files.readString(output);
    }

    /** Waits until it has said something like this. */
    public RealProgram saying(String text) throws InterruptedException {
        return await(said -> said.contains(text), "say \"" + text + "\"");
    }

    /** Waits until it listens on a TCP port of loopback. */
    public RealProgram listening(int port) throws InterruptedException {
        return await(_ -> accepts(port), "listen on port " + port);
    }

    /** Waits for its end. */
    public int exitCode() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end: " + output());
        }
        return process.exitValue();
    }

    public long pid() {
        return process.pid();
    }

    private RealProgram await(Predicate<String> condition, String what) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.test(quietOutput())) {
            boolean ended = process.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
            if ((ended && !condition.test(quietOutput())) || System.nanoTime() > deadline) {
                throw new AssertionError("it does not " + what + ": " + quietOutput());
            }
        }
        return this;
    }

    private String quietOutput() {
        try {
            return output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** Asks it to end, and its children; ends what does not within a few seconds. */
    @Override
    public void close() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        family.forEach(ProcessHandle::destroyForcibly);
    }
}
