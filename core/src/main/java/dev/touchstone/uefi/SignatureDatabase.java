package dev.touchstone.uefi;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * A signature database (PK, KEK, db, dbx, dbt, dbr, MokListRT): EFI_SIGNATURE_LISTs, one after the other (UEFI
 * §32.4.1).
 *
 * @param entries of all lists, in order
 */
public record SignatureDatabase(List<Signature> entries) {

    /** Real databases have a few dozen certificates at most; each takes a hundred times as long as a hash. */
    private static final int MAX_CERTIFICATES = 256;

    public SignatureDatabase {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a database; no bytes are a database without entries. A certificate that cannot be read is a
     * {@link Signature.Other}.
     *
     * @throws MalformedException if the bytes are not whole lists, or have more than {@value #MAX_CERTIFICATES}
     *     certificates
     */
    public static SignatureDatabase parse(Bytes bytes) throws MalformedException {
        return new Reading().all(bytes.reader());
    }

    private static final class Reading {

        private final List<Signature> entries = new ArrayList<>();
        private int certificates;
        private Guid owner = Guid.ZERO;

        SignatureDatabase all(ByteReader reader) throws MalformedException {
            while (!reader.atEnd()) {
                list(reader);
            }
            return new SignatureDatabase(entries);
        }

        private void list(ByteReader reader) throws MalformedException {
            int from = reader.offset();
            Guid type = Guid.read(reader, "signature type");
            long listSize = reader.u32le("signature list size");
            long headerSize = reader.u32le("signature header size");
            long size = reader.u32le("signature size");
            ByteReader list = reader.sub(listSize - (reader.offset() - from), "signature list");
            list.sub(headerSize, "signature header");
            if (size <= Guid.SIZE || list.remaining() % size != 0) {
                throw reader.malformed(list.remaining() + " bytes of signatures of " + size + " bytes each");
            }
            while (!list.atEnd()) {
                entries.add(entry(type, list.sub(size, "signature")));
            }
        }

        private Signature entry(Guid type, ByteReader reader) throws MalformedException {
            owner(Guid.read(reader, "signature owner"));
            Bytes data = reader.rest();
            if (type.equals(WellKnownGuids.CERT_SHA256) && data.length() == Signature.SHA256_SIZE) {
                return new Signature.Sha256(owner, data);
            }
            return type.equals(WellKnownGuids.CERT_X509)
                    ? certificate(reader, data)
                    : new Signature.Other(owner, type, data);
        }

        /** Neighbours mostly have the same owner, and then share it. */
        private void owner(Guid next) {
            if (!next.equals(owner)) {
                owner = next;
            }
        }

        private Signature certificate(ByteReader reader, Bytes data) throws MalformedException {
            if (++certificates > MAX_CERTIFICATES) {
                throw reader.malformed("more than " + MAX_CERTIFICATES + " certificates");
            }
            try {
                return new Signature.X509(owner, Certificate.parse(data));
            } catch (MalformedException _) {
                return new Signature.Other(owner, WellKnownGuids.CERT_X509, data);
            }
        }
    }
}
