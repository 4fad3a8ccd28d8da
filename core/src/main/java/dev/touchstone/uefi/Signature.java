package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.Optional;

/** An entry of a signature database: EFI_SIGNATURE_DATA with the type its list gives (UEFI §32.4.1). */
public sealed interface Signature {

    /** Bytes of a SHA-256 digest. */
    int SHA256_SIZE = 32;

    /** Who enrolled it, by their own word; zero where the form has no owner. */
    Guid owner();

    /** What it is, printable and of bounded length. */
    String text();

    /** A certificate whose signatures are accepted, or refused. */
    record X509(Guid owner, Certificate certificate) implements Signature {
        @Override
        public String text() {
            return "certificate \"" + certificate.subject() + "\"" + ofOwner(owner);
        }
    }

    /** The hash of an image that is accepted, or refused; 32 bytes. */
    record Sha256(Guid owner, Bytes digest) implements Signature {
        @Override
        public String text() {
            return "SHA-256 " + digest + ofOwner(owner);
        }
    }

    /** An entry of another type, or a certificate that cannot be read. */
    record Other(Guid owner, Guid type, Bytes data) implements Signature {
        @Override
        public String text() {
            return type.named() + " entry of " + data.length() + " bytes" + ofOwner(owner);
        }
    }

    /**
     * One entry as EV_EFI_VARIABLE_AUTHORITY measures what vouched for an image: an owner and a certificate, or an
     * owner and a SHA-256 hash (PC Client PFP §10.4.1). Older shims measured the bare certificate, some of it with one
     * byte more; its owner reads as zero.
     *
     * @throws MalformedException if the bytes are none of these
     */
    static Signature ofAuthority(Bytes bytes) throws MalformedException {
        Optional<Certificate> bare = bare(bytes);
        if (bare.isPresent()) {
            return new X509(Guid.ZERO, bare.get());
        }
        ByteReader reader = bytes.reader();
        Guid owner = Guid.read(reader, "signature owner");
        Bytes data = reader.rest();
        return data.length() == SHA256_SIZE ? new Sha256(owner, data) : new X509(owner, Certificate.parse(data));
    }

    private static Optional<Certificate> bare(Bytes bytes) {
        try {
            ByteReader reader = bytes.reader();
            Der.element(reader, Der.SEQUENCE, "certificate");
            return reader.remaining() <= 1
                    ? Optional.of(Certificate.parse(bytes.slice(0, reader.offset())))
                    : Optional.empty();
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }

    private static String ofOwner(Guid owner) {
        return owner.equals(Guid.ZERO) ? "" : " of " + owner.named();
    }
}
