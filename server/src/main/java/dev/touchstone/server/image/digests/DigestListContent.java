package dev.touchstone.server.image.digests;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.image.Upload;
import dev.touchstone.server.problem.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** The files of lists, in rows. */
@Component
class DigestListContent {

    private static final int BATCH = 5_000;
    private static final long MAX_FILES = 2_000_000;

    private final JdbcClient jdbc;

    DigestListContent(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores what was received, unless another list has it; the caller's transaction is open. */
    void store(Upload upload) throws IOException {
        boolean first = jdbc.sql("""
                insert into digest_list_content (sha256, files, skipped) values (?, 1, 0) on conflict do nothing""").param(upload.sha256().toArray()).update() == 1;
        if (first) {
            read(upload);
        }
    }

    private void read(Upload upload) throws IOException {
        DigestLines lines = new DigestLines(upload.content());
        List<FileDigest> batch = new ArrayList<>();
        long files = 0;
        for (Optional<FileDigest> file = next(lines); file.isPresent(); file = next(lines)) {
            batch.add(file.get());
            files++;
            requireFewer(files);
            if (batch.size() == BATCH) {
                insert(upload.sha256(), files, batch);
            }
        }
        if (files == 0) {
            throw new Refusal(422, "digest-list-empty", "The list names no file.");
        }
        insert(upload.sha256(), files, batch);
        jdbc.sql("update digest_list_content set files = ?, skipped = ? where sha256 = ?")
                .params(files, lines.skipped(), upload.sha256().toArray())
                .update();
    }

    private static Optional<FileDigest> next(DigestLines lines) throws IOException {
        try {
            return lines.next();
        } catch (DigestLines.MalformedLineException e) {
            throw new Refusal(422, "digest-list-malformed", "The list is not taken: " + e.getMessage() + ".");
        }
    }

    private static void requireFewer(long files) {
        if (files > MAX_FILES) {
            throw new Refusal(422, "digest-list-too-long", "A list names at most " + MAX_FILES + " files.");
        }
    }

    /** Writes and empties {@code batch}, whose last file is number {@code last}. */
    private void insert(Bytes sha256, long last, List<FileDigest> batch) {
        long first = last - batch.size() + 1;
        jdbc.sql("""
                insert into digest_list_file (content_sha256, number, digest, path)
                select :sha256, :first + row.place - 1, decode(row.digest, 'hex'), row.path
                from unnest(:digests, :paths) with ordinality as row (digest, path, place)""")
                .param("sha256", sha256.toArray())
                .param("first", first)
                .param("digests", texts(batch.stream().map(f -> f.value().toHex())))
                .param("paths", texts(batch.stream().map(FileDigest::path)))
                .update();
        batch.clear();
    }

    private static Object texts(Stream<String> values) {
        return new SqlArrayValue("text", values.toArray());
    }
}
