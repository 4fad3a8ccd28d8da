package dev.touchstone.server.access;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** A name and a password as {@code Authorization: Basic} carries them (RFC 7617 §2), in UTF-8. */
record BasicCredentials(String name, String password) {

    static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._@-]{0,62}[a-z0-9])?");
    static final int MAX_PASSWORD = 256;

    private static final String SCHEME = "Basic ";
    private static final int MAX_HEADER = 2048;

    static boolean isBasic(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** Reads the header; empty for whatever could be nobody's name and password. */
    static Optional<BasicCredentials> parse(String header) {
        if (!isBasic(header) || header.length() > MAX_HEADER) {
            return Optional.empty();
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            String pair = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded))
                    .toString();
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new BasicCredentials(pair.substring(0, colon), pair.substring(colon + 1)))
                            .filter(BasicCredentials::isPossible);
        } catch (IllegalArgumentException | CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /** As a form has them; empty for whatever could be nobody's. */
    static Optional<BasicCredentials> of(String name, String password) {
        return Optional.of(new BasicCredentials(name, password)).filter(BasicCredentials::isPossible);
    }

    private boolean isPossible() {
        return NAME.matcher(name).matches() && !password.isEmpty() && password.length() <= MAX_PASSWORD;
    }

    /** Never the password. */
    @Override
    public String toString() {
        return name;
    }
}
