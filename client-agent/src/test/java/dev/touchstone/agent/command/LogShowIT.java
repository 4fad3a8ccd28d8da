package dev.touchstone.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The jar as it is shipped, without TPM and server. */
@DisplayName("touchstone-agent log show")
class LogShowIT {

    private static final Path BOOTS =
            Path.of("../deploy/lab/boots").toAbsolutePath().normalize();
    private static final String GOLDEN = BOOTS.resolve("golden/firmware.log").toString();
    private static final String SECURE_BOOT =
            BOOTS.resolve("secure-boot/firmware.log").toString();

    private Path directory;
    private Path stdin;

    private record Outcome(int exitCode, String out, String err) {}

    @BeforeEach
    void start(@TempDir Path temporary) {
        directory = temporary;
        stdin = Path.of("/dev/null");
    }

    private Outcome show(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                "target/touchstone-agent.jar",
                "log",
                "show"));
        command.addAll(List.of(arguments));
        File out = directory.resolve("out").toFile();
        File err = directory.resolve("err").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(stdin.toFile())
                .redirectOutput(out)
                .redirectError(err);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().remove("COLUMNS");
        builder.environment().put("TOUCHSTONE_FIRMWARE_LOG", own("firmware.log").toString());
        builder.environment()
                .put("TOUCHSTONE_USERSPACE_LOG", own("userspace.log").toString());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
    }

    private Path own(String name) {
        return directory.resolve(name);
    }

    @Test
    void shows_this_hosts_own_logs_with_systemds_if_there_is_one() throws Exception {
        Files.copy(Path.of(GOLDEN), own("firmware.log"));
        assertThat(show().out()).contains("Secure Boot off;").doesNotContain("Userspace log");
        Files.createFile(own("userspace.log"));
        assertThat(show().out()).contains("Userspace log  " + own("userspace.log") + ": 0 records");
        assertThat(show(SECURE_BOOT).out()).as("another host's").doesNotContain("Userspace log");
    }

    @Test
    void reads_stdin() throws Exception {
        stdin = Path.of(SECURE_BOOT);
        Outcome text = show("-");
        assertThat(text.exitCode()).as(text.err()).isZero();
        assertThat(text.out()).startsWith("Firmware log  (stdin): 45 events").doesNotContain("\u001b");
        assertThat(show("-", "--userspace", "-").exitCode()).isEqualTo(2);
        assertThat(show(GOLDEN, "--userspace", "-").exitCode())
                .as("no log of systemd's")
                .isEqualTo(1);
    }

    @Test
    void writes_json_and_yaml_of_the_same_tree() throws Exception {
        Outcome json = show("-o", "json", GOLDEN);
        Outcome yaml = show("-o", "YAML", GOLDEN);
        assertThat(json.err() + yaml.err()).isEmpty();
        assertThat(new YAMLMapper().readTree(yaml.out()))
                .isEqualTo(JsonMapper.shared().readTree(json.out()))
                .hasSize(6);
    }

    @Test
    void takes_lists_and_repeats_of_filters() throws Exception {
        Outcome filtered = show(GOLDEN, "--pcr", "4,7", "--pcr", "11", "--type", "ev_ipl", "--bank", "SHA1");
        assertThat(filtered.out()).contains("TIMELINE (8 of 40)").doesNotContain("030283e7");
    }

    @Test
    void says_where_a_malformed_log_stops_making_sense() throws Exception {
        byte[] whole = Files.readAllBytes(Path.of(GOLDEN));
        Files.write(own("cut.log"), Arrays.copyOf(whole, 700));
        Outcome cut = show(own("cut.log").toString());
        assertThat(cut.exitCode()).isEqualTo(1);
        assertThat(cut.out()).isEmpty();
        assertThat(cut.err())
                .isEqualTo("touchstone-agent: the firmware log " + own("cut.log")
                        + " makes no sense at byte 698: digest needs 32 bytes, 2 remain\n");
    }

    @Test
    void names_a_log_that_is_not_there() throws Exception {
        assertThat(show().err())
                .isEqualTo("touchstone-agent: there is no firmware log at " + own("firmware.log") + "\n");
        Outcome userspace = show(GOLDEN, "--userspace", own("none").toString());
        assertThat(userspace.exitCode()).isEqualTo(1);
        assertThat(userspace.err()).contains("there is no userspace log at " + own("none"));
    }

    @Test
    void fails_on_findings_only_where_told_to() throws Exception {
        assertThat(show(SECURE_BOOT).exitCode()).isZero();
        assertThat(show(SECURE_BOOT, "--fail-on", "note").exitCode()).isEqualTo(10);
        assertThat(show(SECURE_BOOT, "--fail-on", "warning").exitCode()).isZero();
        assertThat(show(GOLDEN, "--fail-on", "note").exitCode()).isZero();
    }

    @Test
    void refuses_wrong_usage() throws Exception {
        for (String[] wrong : new String[][] {
            {"--pcr", "24"}, {"--pcr", "x"}, {"--bank", "md5"}, {"--bank", "sha384"}, {"-o", "xml"}, {"--fail-on", "x"}
        }) {
            List<String> arguments = new ArrayList<>(List.of(wrong));
            arguments.add(GOLDEN);
            assertThat(show(arguments.toArray(String[]::new)).exitCode())
                    .as(arguments.toString())
                    .isEqualTo(2);
        }
    }

    @Test
    void an_endless_file_is_refused() throws Exception {
        Outcome endless = show("/dev/zero");
        assertThat(endless.exitCode()).isEqualTo(1);
        assertThat(endless.err()).contains("more than 16777216 bytes");
    }
}
