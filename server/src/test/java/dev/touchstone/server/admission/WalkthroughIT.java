package dev.touchstone.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.Vectors;
import dev.touchstone.log.firmware.LogBuilder;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.ops.TouchstoneHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.TestPropertySource;

/**
 * {@code docs/walkthrough.md} works as it stands, on a server of its own: what it makes golden could select the hosts
 * of other tests, and theirs its host, so approving the second would be refused.
 */
@FleetTest
@TestPropertySource(properties = "touchstone.result.issuer=walkthrough")
class WalkthroughIT {

    private static final Path DOCUMENT = Path.of("..", "docs", "walkthrough.md");
    private static final Pattern BLOCK = Pattern.compile("^```sh\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private final Fleet fleet;
    private final TouchstoneHome home;

    WalkthroughIT(Fleet fleet, TouchstoneHome home) {
        this.fleet = fleet;
        this.home = home;
    }

    @Test
    void every_block_of_the_walkthrough_runs(@TempDir Path folder) throws Exception {
        LabTpm tpm = fleet.vacate(LabTpm.named("a")).boot(LogBuilder.copyOf(Boots.log("golden")));
        Path script = Files.writeString(folder.resolve("walkthrough.sh"), script());
        ProcessBuilder bash = new ProcessBuilder("bash", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        bash.environment().put("TOUCHSTONE_URL", fleet.server().url("").toString());
        bash.environment().put("TOUCHSTONE_TOKEN_FILE", home.initialAdminToken().toString());
        bash.environment().put("TPM2TOOLS_TCTI", tpm.tpm().tcti());
        bash.environment()
                .put("FIRMWARE_LOG", Vectors.boot("golden/firmware.log").toString());
        Process process = bash.start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        String output = Files.readString(folder.resolve("output"));
        assertThat(ended).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output).contains("\"verdict\": \"TRUSTED\"");
    }

    private static String script() throws IOException {
        String script = BLOCK.matcher(Files.readString(DOCUMENT))
                .results()
                .map((MatchResult block) -> block.group(1))
                .collect(Collectors.joining("\n"));
        assertThat(script).contains("enrollments", "admission");
        return script;
    }
}
