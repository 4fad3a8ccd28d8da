package dev.touchstone.server.image;

import dev.touchstone.server.json.HexBytes;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The digests of file systems that a command line names, and a kernel that boots with it therefore insists on. */
final class RootHashes {

    private static final Pattern ARGUMENT =
            Pattern.compile("(?<!\\S)(roothash|usrhash|composefs)=\\??((?:[0-9a-fA-F]{2}){20,64})(?!\\S)");

    private RootHashes() {}

    static Map<String, HexBytes> in(String commandLine) {
        Map<String, HexBytes> hashes = new TreeMap<>();
        Matcher matcher = ARGUMENT.matcher(commandLine);
        while (matcher.find()) {
            hashes.put(matcher.group(1), HexBytes.parse(matcher.group(2)));
        }
        return hashes;
    }
}
