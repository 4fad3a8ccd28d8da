package dev.touchstone.server.challenge;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.tpm.PcrSelection;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * The content of a challenge: version, key id, host, AK Name, selection, issue and expiry in milliseconds, random. It
 * is handed out in base64url with its MAC, and read only once the MAC is found right.
 */
record ChallengeText(
        Bytes keyId,
        UUID hostId,
        Bytes akName,
        PcrSelection selection,
        Instant issuedAt,
        Instant expiresAt,
        Bytes random) {

    static final int RANDOM = 16;
    private static final int VERSION = 1;
    private static final int MAX_TEXT = 1024;

    Bytes encode() {
        return Bytes.concat(
                Bytes.of((byte) VERSION),
                keyId,
                number(hostId.getMostSignificantBits()),
                number(hostId.getLeastSignificantBits()),
                Bytes.of((byte) akName.length()),
                akName,
                number(issuedAt.toEpochMilli()),
                number(expiresAt.toEpochMilli()),
                random,
                selection.marshal());
    }

    static ChallengeText decode(Bytes encoded) throws MalformedException {
        ByteReader reader = encoded.reader();
        reader.u8("version");
        Bytes keyId = reader.bytes(ChallengeKeys.ID, "key id");
        UUID host = new UUID(reader.u64("host"), reader.u64("host"));
        Bytes ak = reader.bytes(reader.u8("AK Name size"), "AK Name");
        Instant issuedAt = Instant.ofEpochMilli(reader.u64("issued"));
        Instant expiresAt = Instant.ofEpochMilli(reader.u64("expires"));
        Bytes random = reader.bytes(RANDOM, "random");
        PcrSelection selection = PcrSelection.parse(reader);
        reader.requireEnd("challenge");
        return new ChallengeText(keyId, host, ak, selection, issuedAt, expiresAt, random);
    }

    /** The id of the key that is said to have made {@code encoded}. */
    static Optional<Bytes> keyId(Bytes encoded) {
        return encoded.length() > ChallengeKeys.ID && encoded.at(0) == VERSION
                ? Optional.of(encoded.slice(1, 1 + ChallengeKeys.ID))
                : Optional.empty();
    }

    /** The bytes of base64url text without padding, in its one spelling; empty for anything else. */
    static Optional<Bytes> decode(String text) {
        if (text.isEmpty() || text.length() > MAX_TEXT) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return encode(Bytes.of(bytes)).equals(text) ? Optional.of(Bytes.of(bytes)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static String encode(Bytes bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toArray());
    }

    private static Bytes number(long value) {
        return Bytes.of(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }
}
