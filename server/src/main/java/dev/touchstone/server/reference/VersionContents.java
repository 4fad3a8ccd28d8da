package dev.touchstone.server.reference;

import dev.touchstone.bytes.Bytes;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads versions as they are judged by, in whatever state they are. Their content never changes. */
@Component
class VersionContents {

    private final JdbcClient jdbc;
    private final ComponentJson json;

    VersionContents(JdbcClient jdbc, ComponentJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<GoldenSet> find(ReferenceVersionId id) {
        return jdbc.sql("""
                select selector, components, content_sha256 from reference_version
                where set_name = ? and number = ?""")
                .params(id.setName(), id.number())
                .query((row, _) -> new GoldenSet(
                        json.set(id.setName(), id.number(), row.getString("selector"), row.getString("components")),
                        Bytes.of(row.getBytes("content_sha256"))))
                .optional();
    }
}
