package dev.touchstone.agent.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the host says of itself: claims and reported facts, which select and prove nothing. */
final class HostFacts {

    /** Twice what the kernel takes; a report as a whole may have 16 KiB. */
    private static final int MAX_COMMAND_LINE = 4096;

    private static final int MAX_OS_RELEASE = 2048;
    private static final int MAX_PCR_SIGNATURES = 8192;

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
        text(Path.of("/etc/os-release"), MAX_OS_RELEASE).ifPresent(text -> facts.put("osRelease", text));
        text(Path.of("/run/systemd/tpm2-pcr-signature.json"), MAX_PCR_SIGNATURES)
                .ifPresent(text -> facts.put("pcrSignatures", text));
        return facts;
    }

    /** What the kernel was given. A unified kernel's is measured and not logged; so the server can tell its text. */
    static Optional<String> commandLine() {
        return text(Path.of("/proc/cmdline"), MAX_COMMAND_LINE).map(String::strip);
    }

    /** A file that may be of help; a hint is no more than that. */
    private static Optional<String> text(Path file, int atMost) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(atMost + 1);
            return Optional.of(new String(content, StandardCharsets.UTF_8))
                    .filter(text -> content.length <= atMost && text.indexOf('\0') < 0);
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
