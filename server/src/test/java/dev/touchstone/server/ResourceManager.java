package dev.touchstone.server;

import dev.touchstone.tpm.SoftwareTpm;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a kernel's {@code /dev/tpmrm0} is, for a software TPM: a handshake needs more slots than a TPM has. It runs
 * beside the one program that needs it, on a bus of its own, and ends with it.
 */
public final class ResourceManager {

    private static final String SCRIPT = """
            tpm2-abrmd --session --allow-root --tcti="$TPM2TOOLS_TCTI" >tpm2-abrmd.log 2>&1 &
            trap "kill $!" EXIT
            export TPM2TOOLS_TCTI=tabrmd:bus_type=session TPM2OPENSSL_TCTI=tabrmd:bus_type=session
            until tpm2_getcap properties-fixed >/dev/null 2>&1; do kill -0 $!; done
            "$@"
            """;

    private ResourceManager() {}

    /** The command of a program whose OpenSSL finds its private keys in {@code tpm}, and none in files. */
    public static String[] command(SoftwareTpm tpm, String... program) {
        List<String> around = List.of(
                "dbus-run-session",
                "--",
                "env",
                "TPM2TOOLS_TCTI=" + tpm.tcti(),
                "OPENSSL_CONF=" + RealProgram.shipped("deploy/examples/openssl-tpm2.cnf"),
                "bash",
                "-ec",
                SCRIPT,
                program[0]);
        return Stream.concat(around.stream(), Stream.of(program)).toArray(String[]::new);
    }
}
