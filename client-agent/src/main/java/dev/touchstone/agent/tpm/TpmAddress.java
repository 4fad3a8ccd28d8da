package dev.touchstone.agent.tpm;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Where a TPM is reached. */
public sealed interface TpmAddress {

    /** The kernel's resource-managed device, where an agent belongs. */
    String DEFAULT = "/dev/tpmrm0";

    /**
     * A TPM's character device.
     *
     * @param path {@code /dev/tpmrm0} as a rule
     */
    record CharacterDevice(Path path) implements TpmAddress {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** swtpm's raw TCP socket: commands and responses as they are, no other framing. */
    record SwtpmSocket(String host, int port) implements TpmAddress {
        @Override
        public String toString() {
            return "swtpm:host=" + host + ",port=" + port;
        }
    }

    /**
     * Reads {@code /dev/tpmrm0} or {@code swtpm:host=127.0.0.1,port=2321}; host and port may be left out.
     *
     * @throws IllegalArgumentException if {@code text} is neither
     */
    static TpmAddress parse(String text) {
        if (text.startsWith("/")) {
            return new CharacterDevice(Path.of(text));
        }
        if (text.equals("swtpm") || text.startsWith("swtpm:")) {
            return swtpm(text.length() > 6 ? text.substring(6) : "");
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no TPM: expected a device path or swtpm:host=127.0.0.1,port=2321");
    }

    private static SwtpmSocket swtpm(String settings) {
        Map<String, String> values = new HashMap<>(Map.of("host", "127.0.0.1", "port", "2321"));
        for (String setting : settings.isEmpty() ? new String[0] : settings.split(",", -1)) {
            int equals = setting.indexOf('=');
            if (equals < 0 || values.put(setting.substring(0, equals), setting.substring(equals + 1)) == null) {
                throw new IllegalArgumentException("'" + setting + "' is no setting of swtpm: expected host= or port=");
            }
        }
        return new SwtpmSocket(values.getOrDefault("host", ""), port(values.getOrDefault("port", "")));
    }

    private static int port(String text) {
        if (text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65_535) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("'" + text + "' is no TCP port");
    }
}
