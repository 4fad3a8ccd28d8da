package dev.touchstone.server.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.image.TestImages;
import dev.touchstone.server.ServerTest;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.command.DriftCommand;
import dev.touchstone.server.command.ReferenceCommand;
import dev.touchstone.server.image.archive.DebBuilder;
import dev.touchstone.server.image.digests.DigestsCommand;
import dev.touchstone.server.ops.TouchstoneHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands against a real server. */
@ServerTest
class ImageCommandsIT {

    private final URI url;
    private final Path token;

    @TempDir
    private Path folder = Path.of("");

    ImageCommandsIT(TestServer server, TouchstoneHome home) {
        this.url = server.url("/");
        this.token = home.initialAdminToken();
    }

    private record Run(int exitCode, String out, String err) {

        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    @Test
    void an_image_is_predicted_here_as_the_server_says_after_it_was_added() throws IOException {
        Path file = write("command.efi", TestImages.uki("command").toArray());

        Run predicted = run(new ImageCommand(), "predict", file.toString(), "-o", "json");
        assertThat(predicted.exitCode()).as(predicted.err()).isZero();

        Run added = touchstone(new ImageCommand(), "add", file.toString(), "-o", "json");
        assertThat(added.exitCode()).as(added.err()).isZero();
        assertThat(added.json().path(0).path("description"))
                .isEqualTo(predicted.json().path(0));
        assertThat(added.err()).as("no terminal, no progress").isEmpty();

        String sha256 = HashAlgorithm.SHA256.hash(TestImages.uki("command")).toHex();
        assertThat(touchstone(new ImageCommand(), "show", sha256).out()).contains("commandLine: command");
        assertThat(touchstone(new ImageCommand(), "list", "--digest", sha256).out())
                .contains("command.efi");
        assertThat(touchstone(new ImageCommand(), "show", "00".repeat(32)).exitCode())
                .isEqualTo(3);
    }

    @Test
    void phases_asked_for_are_those_predicted() throws IOException {
        Path file = write("phases.efi", TestImages.uki("phases").toArray());
        Run run = run(new ImageCommand(), "predict", file.toString(), "--phases", "one:two", "-o", "json");
        assertThat(run.json()
                        .path(0)
                        .path("parts")
                        .path(0)
                        .path("profiles")
                        .path(0)
                        .path("pcr11"))
                .extracting(value -> value.path("phases").asString())
                .containsExactly("", "one:two", "", "one:two");
    }

    @Test
    void what_is_no_image_is_refused_by_name() throws IOException {
        Path bomb = write(
                "bomb.deb",
                DebBuilder.named("b").file("./boot/vmlinuz", new byte[64 << 20]).build());
        Run here = run(new ImageCommand(), "predict", bomb.toString());
        assertThat(here.exitCode()).isEqualTo(1);
        assertThat(here.err()).contains("bomb.deb").contains("unpacks to more");
        Run there = touchstone(new ImageCommand(), "add", bomb.toString());
        assertThat(there.exitCode()).isEqualTo(1);
        assertThat(there.err()).contains("422 image-refused").contains("unpacks to more");
        assertThat(run(new ImageCommand(), "predict").exitCode()).isEqualTo(2);
    }

    @Test
    void a_folder_a_package_and_a_list_say_the_same_of_the_same_files() throws IOException {
        byte[] content = Bytes.ofUtf8("true").toArray();
        String digest = HashAlgorithm.SHA256.hash(Bytes.of(content)).toHex();
        Path tree = Files.createDirectories(folder.resolve("tree/usr/bin"));
        Files.write(tree.resolve("true"), content);
        Files.write(tree.resolve("new\nline"), content);
        Files.createSymbolicLink(tree.resolve("link"), Path.of("/etc/passwd"));
        Path deb = write(
                "a.deb", DebBuilder.named("a").file("./usr/bin/true", content).build());

        Run scanned =
                touchstone(new DigestsCommand(), "scan", folder.resolve("tree").toString());
        assertThat(scanned.exitCode()).as(scanned.err()).isZero();
        assertThat(scanned.out().lines())
                .containsExactlyInAnyOrder(
                        digest + "  " + tree.toRealPath().resolve("true"),
                        "\\" + digest + "  " + tree.toRealPath() + "/new\\nline");
        assertThat(touchstone(new DigestsCommand(), "scan", "--deb", deb.toString())
                        .out())
                .isEqualTo(digest + "  /usr/bin/true\n");
        Path list = write("list", Bytes.ofUtf8(scanned.out()).toArray());
        assertThat(touchstone(new DigestsCommand(), "scan", "--list", list.toString())
                        .out())
                .isEqualTo(scanned.out());
    }

    @Test
    void a_scan_is_added_as_a_version_of_a_list() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("add")).resolve("a"), "a");
        Run added = touchstone(
                new DigestsCommand(), "scan", folder.resolve("add").toString(), "--add", "scanned", "-o", "json");
        assertThat(added.exitCode()).as(added.err()).isZero();
        assertThat(added.json().path("files").asInt()).isEqualTo(1);
        assertThat(touchstone(new DigestsCommand(), "list", "scanned").out()).contains("scanned");
        assertThat(touchstone(new DigestsCommand(), "list").out()).contains("scanned");
    }

    @Test
    void a_scan_that_could_not_read_everything_adds_nothing() throws IOException {
        Path malformed = write("malformed", Bytes.ofUtf8("hello\n").toArray());
        Run run = touchstone(new DigestsCommand(), "scan", "--list", malformed.toString(), "--add", "never");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("line 1");
        assertThat(touchstone(new DigestsCommand(), "list", "never").exitCode()).isEqualTo(3);
        assertThat(touchstone(new DigestsCommand(), "scan").exitCode()).isEqualTo(2);
        assertThat(touchstone(new DigestsCommand(), "scan", "--list", "a", "--deb", "b")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void thin_commands_are_a_request_each_and_a_problem_is_one_sentence() throws IOException {
        assertThat(touchstone(new ReferenceCommand(), "list").exitCode()).isZero();
        Run none = touchstone(new ReferenceCommand(), "show", "no-such-set", "1");
        assertThat(none.exitCode()).isEqualTo(3);
        assertThat(none.err())
                .isEqualTo("the server refused (404 not-found): There is no such version of a reference set.\n");
        assertThat(touchstone(new ReferenceCommand(), "approve", "no-such-set", "1", "--etag", "\"x\"")
                        .exitCode())
                .isEqualTo(3);
        Path wrong = Files.writeString(folder.resolve("token"), "tst_wrong");
        assertThat(run(new ReferenceCommand(), "list", "--server", url.toString(), "--token-file", wrong.toString())
                        .exitCode())
                .isEqualTo(4);
        assertThat(run(new DriftCommand(), "list", "--server", "http://127.0.0.1:1", "--token-file", wrong.toString())
                        .exitCode())
                .isEqualTo(6);
        assertThat(run(new DriftCommand(), "list", "--server", "http://192.0.2.1", "--token-file", wrong.toString())
                        .err())
                .contains("https");
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private Run touchstone(Object command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server", url.toString(), "--token-file", token.toString()));
        return run(command, all.toArray(String[]::new));
    }

    private static Run run(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }
}
