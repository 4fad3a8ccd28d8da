package dev.touchstone.server.audit;

import dev.touchstone.server.csv.Csv;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Writes entries out as they are read: as lines of JSON, which verify, or as CSV, which people open. */
@Component
public class AuditExport {

    private final AuditTrail trail;

    AuditExport(AuditTrail trail) {
        this.trail = trail;
    }

    /** One JSON object to a line. */
    public void json(long after, AuditQuery query, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        if (!query.narrows()) {
            trail.checkpoints(after).forEach(line -> write(writer, line + "\n"));
        }
        trail.each(after, query, entry -> write(writer, trail.line(entry) + "\n"));
        writer.flush();
    }

    /** RFC 4180, with a header. */
    public void csv(AuditQuery query, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        write(writer, Csv.line("sequence", "at", "actor", "action", "object", "source", "before", "after", "hash"));
        trail.each(
                0,
                query,
                entry -> write(
                        writer,
                        Csv.line(
                                entry.sequence(),
                                entry.at(),
                                entry.actor(),
                                entry.action(),
                                entry.object(),
                                entry.source(),
                                text(entry.before()),
                                text(entry.after()),
                                entry.hash().toHex())));
        writer.flush();
    }

    private static String text(@Nullable JsonNode value) {
        return Optional.ofNullable(value).map(JsonNode::toString).orElse("");
    }

    private static void write(Writer writer, String text) {
        try {
            writer.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException("The reader of an export went away", e);
        }
    }
}
