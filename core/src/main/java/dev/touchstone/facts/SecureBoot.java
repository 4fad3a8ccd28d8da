package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.uefi.Guid;
import java.util.List;
import java.util.Optional;

/**
 * What PCR 7 says of Secure Boot (PC Client PFP §3.3.4.8).
 *
 * @param complete whether PCR 7 was measured into, and all of it could be read and bound; if not, what is missing here
 *     may still have happened
 * @param enabled the variable SecureBoot, measured once, before the firmware ended its stage; empty if it was not
 * @param setupMode the variable SetupMode
 * @param auditMode the variable AuditMode
 * @param deployedMode the variable DeployedMode
 * @param stores PK, KEK, db, dbx and so on, as measured
 * @param authorities what vouched for the images that ran, in order; none means no signature was needed
 */
public record SecureBoot(
        boolean complete,
        Optional<Boolean> enabled,
        Optional<Boolean> setupMode,
        Optional<Boolean> auditMode,
        Optional<Boolean> deployedMode,
        List<Store> stores,
        List<Authority> authorities) {

    public SecureBoot {
        stores = List.copyOf(stores);
        authorities = List.copyOf(authorities);
    }

    /**
     * A variable of keys or revocations.
     *
     * @param name {@code PK}, {@code KEK}, {@code db}, {@code dbx}, {@code dbt} or {@code dbr}
     * @param event its place in the firmware log
     * @param certificates in order
     * @param hashes SHA-256 digests of images, in order
     * @param others entries of other kinds
     */
    public record Store(String name, int event, List<Certificate> certificates, List<Bytes> hashes, int others) {
        public Store {
            certificates = List.copyOf(certificates);
            hashes = List.copyOf(hashes);
        }
    }

    /**
     * A certificate in a variable.
     *
     * @param subject RFC 2253, printable
     * @param issuer RFC 2253, printable
     * @param sha256 of its DER
     * @param owner who put it there, as the variable says
     */
    public record Certificate(String subject, String issuer, Bytes sha256, Guid owner) {}

    /**
     * The entry that vouched for an image. It is neither a certificate nor a hash if it cannot be read.
     *
     * @param variable where it stood: {@code db}, {@code Shim}, {@code MokListRT} and so on
     * @param event its place in the firmware log
     * @param certificate if it was one
     * @param hash if it was the digest of an image
     */
    public record Authority(String variable, int event, Optional<Certificate> certificate, Optional<Bytes> hash) {}
}
