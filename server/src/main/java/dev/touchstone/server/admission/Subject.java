package dev.touchstone.server.admission;

import dev.touchstone.bytes.Bytes;
import java.util.UUID;

/** Whom a policy engine asks about, as far as it knows. Only {@link Binding} says what that is worth. */
public sealed interface Subject {

    /** A host id, which the asker keeps in an inventory of its own. */
    record HostId(UUID id) implements Subject {}

    /** A granted host name. */
    record HostName(String name) implements Subject {}

    /**
     * The key of a client certificate whose private half the connecting party has proved to hold.
     *
     * @param spkiSha256 SHA-256 of the SubjectPublicKeyInfo in DER, 32 bytes
     */
    record CertificateKey(Bytes spkiSha256) implements Subject {}

    /**
     * The same key, by the identifier in its certificate (RFC 5280 §4.2.1.2, method 1): all that a RADIUS server tells.
     *
     * @param sha1 20 bytes
     */
    record CertificateKeyIdentifier(Bytes sha1) implements Subject {}

    /**
     * A link-layer address.
     *
     * @param mac six bytes in lower-case hex, with colons
     */
    record Mac(String mac) implements Subject {}
}
