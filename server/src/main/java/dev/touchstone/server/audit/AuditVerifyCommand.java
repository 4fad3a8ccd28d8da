package dev.touchstone.server.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code touchstone audit verify}. */
@Command(
        name = "verify",
        description = {
            "Says whether an exported log is as it was written, and which entries are altered, missing or out of order.",
            "Exit code 0: it is. 1: it is not, or cannot be read."
        },
        mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The answer of GET /api/v1/audit.")
    private Path file = Path.of("");

    @Option(
            names = "--head",
            paramLabel = "FILE",
            description = "A signed head kept from before: nothing up to it may be missing.")
    private @Nullable Path head;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "The server's key set (/.well-known/jwks.json), to check the head's signature by.")
    private @Nullable Path keys;

    @Option(names = "--filtered", description = "The export was narrowed down: entries in between may be absent.")
    private boolean filtered;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = writer(true);
        try {
            return verify(writer(false), err);
        } catch (IOException e) {
            err.println("It cannot be read: " + e.getMessage());
        } catch (StoredHead.UnusableException e) {
            err.println(e.getMessage());
        }
        err.flush();
        return 1;
    }

    private int verify(PrintWriter out, PrintWriter err) throws IOException, StoredHead.UnusableException {
        Optional<StoredHead> known =
                head == null ? Optional.empty() : Optional.of(StoredHead.read(head, Optional.ofNullable(keys)));
        var verifier = new ChainVerifier(!filtered);
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            lines.lines().forEach(verifier::add);
        }
        known.ifPresent(h -> verifier.end(h.sequence(), h.hash()));
        verifier.findings().forEach(err::println);
        boolean good = verifier.findings().isEmpty();
        out.println((good ? "Unaltered: " : "NOT as it was written: ") + verifier.summary() + headWords(known));
        out.flush();
        err.flush();
        return good ? 0 : 1;
    }

    private static String headWords(Optional<StoredHead> head) {
        return head.map(h -> h.signed()
                        ? "; up to the signed head " + h.sequence()
                        : "; up to the head " + h.sequence() + ", whose signature was not checked (--keys)")
                .orElse("; entries missing at the end would not be noticed (--head)");
    }

    private PrintWriter writer(boolean error) {
        var line = Objects.requireNonNull(spec).commandLine();
        return error ? line.getErr() : line.getOut();
    }
}
