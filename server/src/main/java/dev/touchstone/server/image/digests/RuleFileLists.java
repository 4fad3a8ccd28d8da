package dev.touchstone.server.image.digests;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.ima.ImaDigest;
import dev.touchstone.rule.FileList;
import dev.touchstone.server.rule.FileLists;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Hands lists to the rules that name them. */
@Component
class RuleFileLists implements FileLists {

    private final DigestAllowList lists;

    RuleFileLists(DigestAllowList lists) {
        this.lists = lists;
    }

    @Override
    public FileList find(String name, int version) {
        return new FileList(
                name,
                version,
                lists.digests(name, version).stream().map(RuleFileLists::digest).collect(Collectors.toSet()));
    }

    /** A list has SHA-256, SHA-384 and SHA-512 alone, which their size tells. */
    private static ImaDigest digest(Bytes value) {
        HashAlgorithm algorithm = switch (value.length()) {
            case 32 -> HashAlgorithm.SHA256;
            case 48 -> HashAlgorithm.SHA384;
            case 64 -> HashAlgorithm.SHA512;
            default -> throw new IllegalArgumentException("no digest of a file has " + value.length() + " bytes");
        };
        return ImaDigest.of(ImaDigest.Kind.IMA, algorithm, value);
    }
}
