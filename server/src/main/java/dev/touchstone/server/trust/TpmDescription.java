package dev.touchstone.server.trust;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/**
 * Which TPM an EK certificate says it is for: the subjectAltName's directory name (TCG EK Credential Profile for TPM
 * 2.0, §3.2.9), written as one relative name of three parts or as three of one.
 */
final class TpmDescription {

    private static final int DIRECTORY_NAME = 4;
    private static final Map<String, String> ATTRIBUTES =
            Map.of("2.23.133.2.1", "tpmManufacturer", "2.23.133.2.2", "tpmModel", "2.23.133.2.3", "tpmVersion");

    private TpmDescription() {}

    /** For a person; empty where the certificate does not say. */
    static Optional<String> of(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Optional.empty()
                    : names.stream()
                            .filter(name -> Integer.valueOf(DIRECTORY_NAME).equals(name.getFirst()))
                            .flatMap(name -> describe(name.get(1).toString()).stream())
                            .findFirst();
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> describe(String directoryName) {
        try {
            String named = new X500Principal(directoryName).getName(X500Principal.RFC2253, ATTRIBUTES);
            List<Rdn> parts = new LdapName(named).getRdns();
            List<String> found = Stream.of("tpmManufacturer", "tpmModel", "tpmVersion")
                    .flatMap(attribute -> value(parts, attribute).stream())
                    .toList();
            return found.isEmpty() ? Optional.empty() : Optional.of(Text.printable("TPM " + String.join(" ", found)));
        } catch (InvalidNameException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> value(List<Rdn> parts, String attribute) {
        for (Rdn part : parts) {
            Attribute found = part.toAttributes().get(attribute);
            if (found != null) {
                try {
                    return Optional.of(String.valueOf(found.get()));
                } catch (NamingException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
