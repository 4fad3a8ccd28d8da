package dev.touchstone.server.image.digests;

import dev.touchstone.bytes.Bytes;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The digests of one version of a list, for a rule that allows them. */
@Component
public class DigestAllowList {

    private final JdbcClient jdbc;

    DigestAllowList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every digest of the version; empty if there is no such version, which allows nothing. */
    public Set<Bytes> digests(String name, int version) {
        return jdbc.sql("""
                        select distinct f.digest from digest_list l
                        join digest_list_file f on f.content_sha256 = l.content_sha256
                        where l.name = ? and l.version = ?""").params(name, version).query((row, _) -> Bytes.of(row.getBytes(1))).stream()
                .collect(Collectors.toUnmodifiableSet());
    }
}
