package dev.touchstone.server.command;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** How a command writes its results. */
public class Output {

    /** The forms there are. */
    enum Format {
        text,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (${DEFAULT-VALUE}).")
    private Format format = Format.text;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    /** Whether results are written as JSON. */
    public final boolean json() {
        return format == Format.json;
    }

    /** Writes a result. */
    public final void show(JsonNode result) {
        if (json()) {
            out().println(result.toPrettyString());
        } else {
            new TextView(out()).show(result);
        }
    }

    /** Where results go. */
    public final PrintWriter out() {
        return spec().commandLine().getOut();
    }

    /** Where everything else goes. */
    public final PrintWriter err() {
        return spec().commandLine().getErr();
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("not run by picocli");
        }
        return spec;
    }
}
