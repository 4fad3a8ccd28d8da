package dev.touchstone.agent.command;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the host says of itself: claims and reported facts, which select and prove nothing. */
final class HostFacts {

    /** Twice what the kernel takes; a report as a whole may have 16 KiB. */
    private static final int MAX_COMMAND_LINE = 4096;

    private HostFacts() {}

    static String version() {
        String version = HostFacts.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    static String hostName() throws IOException {
        Path kernel = Path.of("/proc/sys/kernel/hostname");
        return Files.isReadable(kernel)
                ? Files.readString(kernel).strip()
                : InetAddress.getLocalHost().getHostName();
    }

    static Map<String, Object> all() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("agent", "touchstone-agent/" + version());
        facts.put("kernel", System.getProperty("os.version", ""));
        facts.put("arch", System.getProperty("os.arch", ""));
        commandLine().ifPresent(line -> facts.put("commandLine", line));
        return facts;
    }

    /** What the kernel was given. A unified kernel's is measured and not logged; so the server can tell its text. */
    static Optional<String> commandLine() {
        try {
            String line = Files.readString(Path.of("/proc/cmdline")).strip();
            return line.length() <= MAX_COMMAND_LINE ? Optional.of(line) : Optional.empty();
        } catch (IOException _) { // a hint is no more than that
            return Optional.empty();
        }
    }
}
