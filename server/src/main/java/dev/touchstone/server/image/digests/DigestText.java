package dev.touchstone.server.image.digests;

import tools.jackson.databind.json.JsonMapper;

/** Writes a file's digest as {@link DigestLine} reads it. */
final class DigestText {

    private DigestText() {}

    /** As {@code sha256sum}: a path with a line feed or a backslash is escaped, and the line begins with one. */
    static String sum(FileDigest file) {
        String path = file.path();
        String escaped = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return (escaped.equals(path) ? "" : "\\") + file.value() + "  " + escaped;
    }

    static String json(FileDigest file) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("digest", file.digest().algorithm().bank() + ":" + file.value())
                .put("path", file.path())
                .toString();
    }
}
