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

    /** Bytes of the smallest signature there is a type for, EFI_CERT_SHA1, with its owner. */
    private static final int MIN_SIGNATURE = Guid.SIZE + 20;

    public SignatureDatabase {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a database; no bytes are a database without entries. A certificate that cannot be read is a
     * {@link Signature.Other}, and so is each after the first few dozen: reading them costs many times their size.
     *
     * @throws MalformedException if the bytes are not whole lists
     */
    public static SignatureDatabase parse(Bytes bytes) throws MalformedException {
        return new Reading(bytes.length()).all(bytes.reader());
    }

    private static final class Reading {

        private final List<Signature> entries = new ArrayList<>();
        private final Names names;
        private Guid owner = Guid.ZERO;

        Reading(int size) {
            names = new Names(size);
        }

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
            if (!list.atEnd() && (size < MIN_SIGNATURE || list.remaining() % size != 0)) {
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
            return type.equals(WellKnownGuids.CERT_X509) ? certificate(data) : new Signature.Other(owner, type, data);
        }

        /** Neighbours mostly have the same owner, and then share it. */
        private void owner(Guid next) {
            if (!next.equals(owner)) {
                owner = next;
            }
        }

        private Signature certificate(Bytes data) {
            try {
                if (names.another()) {
                    return new Signature.X509(owner, Certificate.parse(data, names));
                }
            } catch (MalformedException _) {
                // shown as what it is: bytes
            }
            return new Signature.Other(owner, WellKnownGuids.CERT_X509, data);
        }
    }
}
