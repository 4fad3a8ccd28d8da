package dev.touchstone.log.userspace;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;

/** Logs made for a test. */
final class Records {

    static final HashAlgorithm BANK = HashAlgorithm.SHA256;

    private Records() {}

    /** A log of one record with this JSON. */
    static Bytes framed(String json) {
        return Bytes.ofUtf8("\u001e" + json + "\n");
    }

    /** A record's JSON: {@code register} and {@code digests} as members, {@code content} as members of content. */
    static String json(String register, String digests, String content) {
        return "{%s,\"digests\":[%s],\"content_type\":\"systemd\",\"content\":{%s}}"
                .formatted(register, digests, content);
    }

    static String digest(HashAlgorithm algorithm, Bytes value) {
        return "{\"hashAlg\":\"%s\",\"digest\":\"%s\"}".formatted(algorithm.bank(), value);
    }

    /** A SHA-256 digest of {@code string}, as a member of {@code digests}. */
    static String digestOf(String string) {
        return digest(BANK, BANK.hash(Bytes.ofUtf8(string)));
    }

    /** A record into {@code pcr} whose string, written as it stands between JSON's quotes, is bound. */
    static UserspaceRecord bound(int pcr, String string) throws MalformedException {
        return only(json("\"pcr\":" + pcr, digestOf(string), "\"string\":\"" + string + "\""));
    }

    static UserspaceRecord only(String json) throws MalformedException {
        return UserspaceLog.parse(framed(json)).records().getFirst();
    }
}
