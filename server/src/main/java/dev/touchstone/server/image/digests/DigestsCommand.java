package dev.touchstone.server.image.digests;

import dev.touchstone.server.command.ExitCode;
import dev.touchstone.server.command.Paths;
import dev.touchstone.server.command.Progress;
import dev.touchstone.server.command.ServerCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code touchstone digests}: digests of files, made here and added to a server. */
@Command(
        name = "digests",
        description = "Digests of files, for rules over IMA's measurements.",
        mixinStandardHelpOptions = true)
public final class DigestsCommand {

    private static final String LISTS = "/api/v1/digest-lists";

    /** Where the digests come from: one of these. */
    static final class From {

        @Parameters(paramLabel = "DIR", description = "A folder, on its own file system.")
        private @Nullable Path folder;

        @Option(names = "--deb", paramLabel = "FILE", description = "The files of a Debian package.")
        private @Nullable Path deb;

        @Option(names = "--list", paramLabel = "FILE", description = "A list: sha256sum's, IMA's, or JSON lines.")
        private @Nullable Path list;

        Scan scan() {
            return deb != null ? Scan.debianPackage(deb) : list != null ? Scan.list(list) : Scan.folder(folderOrHere());
        }

        private Path folderOrHere() {
            return folder == null ? Path.of(".") : folder;
        }
    }

    @Command(
            description = "Hashes files, and prints the list or adds it to the server.",
            mixinStandardHelpOptions = true)
    int scan(
            @Mixin ServerCall server,
            @ArgGroup(multiplicity = "1") From from,
            @Option(names = "--add", paramLabel = "NAME", description = "Adds it as the next version of this list.")
                    @Nullable
                    String name) {
        try {
            if (name == null) {
                print(server, from.scan(), server.out());
                return ExitCode.OK;
            }
            return add(server, from.scan(), name);
        } catch (IOException e) {
            server.err().println(e.getMessage());
            return ExitCode.REFUSED;
        }
    }

    private static int add(ServerCall server, Scan scan, String name) throws IOException {
        Path list = Files.createTempFile("touchstone", ".digests");
        try {
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(list))) {
                print(server, scan, out);
            }
            Progress progress = new Progress(server.err());
            return server.run(api -> {
                long size = Files.size(list);
                try (InputStream in = progress.over(Files.newInputStream(list), size, name)) {
                    return api.upload(Paths.of(LISTS + "?name={}", name), in, size, "text/plain")
                            .body();
                } finally {
                    progress.done();
                }
            });
        } finally {
            Files.delete(list);
        }
    }

    private static void print(ServerCall server, Scan scan, PrintWriter out) throws IOException {
        Progress progress = new Progress(server.err());
        long[] files = {0};
        try {
            scan.run(file -> {
                out.println(server.json() ? DigestText.json(file) : DigestText.sum(file));
                progress.say(++files[0] + " files, " + file.path());
            });
        } finally {
            progress.done();
        }
        if (out.checkError()) {
            throw new IOException("the list cannot be written");
        }
    }

    @Command(description = "Lists the lists on the server, or the versions of one.", mixinStandardHelpOptions = true)
    int list(@Mixin ServerCall server, @Parameters(arity = "0..1", paramLabel = "NAME") @Nullable String name) {
        return server.get(name == null ? LISTS : Paths.of(LISTS + "/{}", name));
    }
}
