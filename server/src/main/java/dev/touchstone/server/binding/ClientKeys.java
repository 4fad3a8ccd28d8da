package dev.touchstone.server.binding;

import dev.touchstone.bytes.Bytes;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The client-certificate keys in force; one that an AK certified ends with that AK. */
@Component
public class ClientKeys {

    private static final String SELECT = """
            select k.host_id, k.source from client_key k join host h on h.id = k.host_id
            where (k.ak_name is null or k.ak_name = h.ak_name) and h.state <> 'RETIRED' and\s""";

    private final JdbcClient jdbc;

    ClientKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Whose a key is.
     *
     * @param certified whether the host's AK certified it; otherwise an operator registered it
     */
    public record Owner(UUID host, boolean certified) {}

    /** The owner of the key with this SHA-256 of its SubjectPublicKeyInfo. */
    public Optional<Owner> bySpki(Bytes sha256) {
        return find("k.spki_sha256 = ?", sha256);
    }

    /** The owner of the key with this identifier (RFC 5280 §4.2.1.2, method 1). */
    public Optional<Owner> byKeyIdentifier(Bytes sha1) {
        return find("k.key_identifier = ?", sha1);
    }

    private Optional<Owner> find(String condition, Bytes digest) {
        return jdbc.sql(SELECT + condition)
                .param(digest.toArray())
                .query((row, _) -> new Owner(
                        row.getObject("host_id", UUID.class),
                        row.getString("source").equals("certified")))
                .optional();
    }
}
