package dev.touchstone.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code touchstone serve} in a process of its own, as people and scripts start it; ended with the test. */
final class ServerProcess implements AutoCloseable {

    /**
     * A test's server lives for seconds: compiling well what it does costs more than half of its start, for nothing.
     */
    private static final List<String> BRIEF = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Process process;
    private final BufferedReader output;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.output = process.inputReader();
        this.log = log;
    }

    static ServerProcess serve(Path home, Map<String, String> environment, String... options) throws IOException {
        return serve(BRIEF, home, environment, options);
    }

    /** One that is measured, by a JVM as people run it. */
    static ServerProcess lasting(Path home, Map<String, String> environment, String... options) throws IOException {
        return serve(List.of(), home, environment, options);
    }

    private static ServerProcess serve(List<String> jvm, Path home, Map<String, String> environment, String... options)
            throws IOException {
        Path log = Files.createTempFile("touchstone", ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                TouchstoneServer.class.getName(),
                "serve",
                "--home",
                home.toString()));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(environment);
        // On the class path of tests only.
        builder.environment().put("SPRINGDOC_APIDOCS_ENABLED", "false");
        return new ServerProcess(builder.start(), log);
    }

    /** The next line of standard output; empty at its end. */
    String line() throws IOException {
        String line = output.readLine();
        return line == null ? "" : line;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Asks it to end and waits: the rest of its output. */
    List<String> stop() throws InterruptedException {
        // Through its handle: Process.destroy would close the streams that are still to be read.
        process.toHandle().destroy();
        List<String> rest = output.lines().toList();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the server does not end");
        }
        return rest;
    }

    /** Ends it without a word, as the kernel does when memory is short. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    long pid() {
        return process.pid();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
        Files.delete(log);
    }
}
