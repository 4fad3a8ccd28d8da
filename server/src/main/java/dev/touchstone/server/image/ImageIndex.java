package dev.touchstone.server.image;

import dev.touchstone.bytes.Bytes;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the images that were added tell of digests seen in logs. */
@Component
public class ImageIndex {

    private final JdbcClient jdbc;

    ImageIndex(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The os-release whose measurement is {@code digest}, in whatever bank: a digest is of one text only. */
    public Optional<String> osRelease(Bytes digest) {
        return jdbc.sql("""
                select text from image_digest
                where digest = ? and kind = 'section' and name = '.osrel' and text is not null limit 1""").param(digest.toArray()).query(String.class).optional();
    }
}
