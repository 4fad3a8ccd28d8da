package dev.touchstone.log.ima;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.security.PublicKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What {@code security.ima} or {@code security.evm} held: type, version, hash, key id, size and signature (kernel,
 * {@code struct signature_v2_hdr}). As any attribute of a file it can be whatever someone wrote there.
 *
 * @param value the attribute
 */
public record FileSignature(Bytes value) {

    private static final int IMA = 0x03;
    private static final int EVM_PORTABLE = 0x05;
    private static final int VERITY = 0x06;
    private static final int DIGEST_SIGNED = 2;
    private static final int FILE_ID_SIGNED = 3;
    private static final int KEY_ID = 4;

    /** What verifying a signature gives. */
    public sealed interface Outcome {

        /**
         * The holder of a key vouches for the digest.
         *
         * @param keyId of that key
         */
        record Valid(Bytes keyId) implements Outcome {}

        /** The signature is not one, or not of this digest. */
        record Invalid(String why) implements Outcome {}

        /** None of the keys has the id the signature names. */
        record UnknownKey(Bytes keyId) implements Outcome {}

        /** It may be good, but nothing here can tell, or no verdict may rest on it. */
        record Unsupported(String why) implements Outcome {}
    }

    /** Id of the key it claims to be by: four bytes, where the attribute is long enough to have one. */
    public Optional<Bytes> keyId() {
        try {
            return Optional.of(header().keyId());
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }

    /**
     * Verifies the signature over a record's digest: version 2 signs the digest, version 3 the hash of the signature's
     * type, the algorithm and the digest.
     *
     * @param keys those trusted to sign files; which of them is asked is told by the key id
     */
    public Outcome verify(ImaDigest digest, Collection<PublicKey> keys) {
        Header header;
        try {
            header = header();
        } catch (MalformedException e) {
            return new Outcome.Invalid(String.valueOf(e.getMessage()));
        }
        Optional<Outcome> refusal = refusal(header, digest);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        List<PublicKey> named = keys.stream()
                .filter(k -> KeyId.of(k).equals(Optional.of(header.keyId())))
                .toList();
        return named.isEmpty() ? new Outcome.UnknownKey(header.keyId()) : verify(header, digest.value(), named);
    }

    private static Optional<Outcome> refusal(Header header, ImaDigest digest) {
        if (header.type() == EVM_PORTABLE) {
            return unsupported("an EVM signature is over attributes of the file that the list does not hold");
        }
        boolean known = (header.type() == IMA && (header.version() == DIGEST_SIGNED || header.signsFileId()))
                || (header.type() == VERITY && header.signsFileId());
        if (!known) {
            return unsupported("type %d, version %d is not known".formatted(header.type(), header.version()));
        }
        if ((header.type() == VERITY) != (digest.kind() == ImaDigest.Kind.VERITY)) {
            return Optional.of(new Outcome.Invalid("it is of another kind of digest than the record's"));
        }
        if (header.hash().isEmpty() || !header.hash().get().collisionResistant()) {
            return unsupported("it rests on hash algorithm %d of the kernel's".formatted(header.hashId()));
        }
        return digest.algorithm().equals(header.hash())
                ? Optional.empty()
                : unsupported("it is of another algorithm's digest than the record's");
    }

    private static Optional<Outcome> unsupported(String why) {
        return Optional.of(new Outcome.Unsupported(why));
    }

    /** Ids are short enough to be shared: one key that verifies is enough. */
    private static Outcome verify(Header header, Bytes digest, List<PublicKey> keys) {
        HashAlgorithm hash = header.hash().orElseThrow();
        Bytes signed = header.signsFileId()
                ? hash.hash(Bytes.of((byte) header.type(), (byte) header.hashId()), digest)
                : digest;
        Outcome outcome = new Outcome.Invalid("the key it names did not sign this digest");
        for (PublicKey key : keys) {
            switch (DigestSignature.verify(key, hash, signed, header.signature())) {
                case VALID -> {
                    return new Outcome.Valid(header.keyId());
                }
                case UNSUPPORTED -> outcome = new Outcome.Unsupported("this Java cannot verify with the key it names");
                case INVALID -> {}
            }
        }
        return outcome;
    }

    private Header header() throws MalformedException {
        ByteReader reader = value.reader();
        int type = reader.u8("type");
        int version = reader.u8("version");
        int hash = reader.u8("hash algorithm");
        Bytes keyId = reader.bytes(KEY_ID, "key id");
        Bytes signature = reader.bytes(reader.u16("signature size"), "signature");
        reader.requireEnd("the signature");
        return new Header(type, version, hash, keyId, signature);
    }

    private record Header(int type, int version, int hashId, Bytes keyId, Bytes signature) {

        boolean signsFileId() {
            return version == FILE_ID_SIGNED;
        }

        /** By the kernel's numbers (enum hash_algo). */
        Optional<HashAlgorithm> hash() {
            return switch (hashId) {
                case 2 -> Optional.of(HashAlgorithm.SHA1);
                case 4 -> Optional.of(HashAlgorithm.SHA256);
                case 5 -> Optional.of(HashAlgorithm.SHA384);
                case 6 -> Optional.of(HashAlgorithm.SHA512);
                default -> Optional.empty();
            };
        }
    }
}
