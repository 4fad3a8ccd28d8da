package dev.touchstone.agent.command;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the host says of itself: claims and reported facts, which select and prove nothing. */
final class HostFacts {

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
        return facts;
    }
}
