package dev.touchstone.log.ima;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The digest of what was measured.
 *
 * @param kind what it is of
 * @param algorithmName as the kernel names it: lower-case letters, digits, {@code -} and {@code _}, 64 at most
 * @param algorithm the algorithm, where it is known here; {@code value} then has its size
 * @param value 1–64 bytes
 */
public record ImaDigest(Kind kind, String algorithmName, Optional<HashAlgorithm> algorithm, Bytes value) {

    /** What a file's digest is of. */
    public enum Kind {
        /** The content. */
        IMA,
        /** The fs-verity descriptor, and so the content by way of its Merkle tree. */
        VERITY
    }

    private static final int MAX_SIZE = 64;
    private static final int MD5_SIZE = 16;
    private static final int MAX_PREFIX = 80;
    private static final Pattern PREFIX = Pattern.compile("(?:(ima|verity):)?([a-z0-9_-]{1,64}):");

    /** A digest of an algorithm known here. */
    public static ImaDigest of(Kind kind, HashAlgorithm algorithm, Bytes value) {
        return new ImaDigest(kind, algorithm.bank(), Optional.of(algorithm), value);
    }

    /** Reads a digest field: {@code alg:\0}, or with {@code ima:} or {@code verity:} before, and the bytes. */
    static ImaDigest read(Field field, Bytes data) throws MalformedException {
        if (field == Field.D) {
            return original(data);
        }
        int nul = 0;
        while (nul < data.length() && data.at(nul) != 0) {
            if (++nul > MAX_PREFIX) {
                throw new MalformedException(nul, "a digest's algorithm has no end");
            }
        }
        Matcher prefix = PREFIX.matcher(data.toText(StandardCharsets.ISO_8859_1, 0, nul));
        if (nul == data.length() || !prefix.matches() || (prefix.group(1) != null) != (field == Field.D_NGV2)) {
            throw new MalformedException(0, "a digest does not start with its algorithm");
        }
        Kind kind = "verity".equals(prefix.group(1)) ? Kind.VERITY : Kind.IMA;
        return checked(kind, prefix.group(2), data.slice(nul + 1, data.length()));
    }

    /** The template {@code ima} names no algorithm: MD5 and SHA-1 are told by their size. */
    private static ImaDigest original(Bytes data) throws MalformedException {
        return checked(Kind.IMA, data.length() == MD5_SIZE ? "md5" : "sha1", data);
    }

    private static ImaDigest checked(Kind kind, String name, Bytes value) throws MalformedException {
        Optional<HashAlgorithm> algorithm = algorithm(name);
        if (value.isEmpty()
                || value.length() > MAX_SIZE
                || algorithm.map(a -> a.size() != value.length()).orElse(false)) {
            throw new MalformedException(0, "no " + name + " digest has " + value.length() + " bytes");
        }
        return new ImaDigest(kind, name, algorithm, value);
    }

    /** The kernel has called SM3 by three names. */
    private static Optional<HashAlgorithm> algorithm(String name) {
        return name.equals("sm3") || name.equals("sm3-256")
                ? Optional.of(HashAlgorithm.SM3_256)
                : HashAlgorithm.ofBank(name);
    }

    /** {@code sha256:9f86d0…}, with {@code verity:} before it where it is one. */
    @Override
    public String toString() {
        return (kind == Kind.VERITY ? "verity:" : "") + algorithmName + ":" + value;
    }
}
