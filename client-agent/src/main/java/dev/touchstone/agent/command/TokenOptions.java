package dev.touchstone.agent.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where an enrolment token comes from: never from an argument, which every user of the host could read. */
final class TokenOptions {

    static final String VARIABLE = "TOUCHSTONE_ENROLLMENT_TOKEN";
    private static final int LONGEST = 4_096;

    @Option(names = "--token-file", paramLabel = "FILE", description = "Read the enrolment token from FILE.")
    @Nullable
    Path file;

    @Option(names = "--token-stdin", description = "Read the enrolment token from stdin.")
    boolean stdin;

    Optional<String> token(InputStream input, Map<String, String> environment) throws IOException {
        if (file != null) {
            try (InputStream in = Files.newInputStream(file)) {
                return Optional.of(read(in));
            }
        }
        if (stdin) {
            return Optional.of(read(input));
        }
        return Optional.ofNullable(environment.get(VARIABLE)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static String read(InputStream in) throws IOException {
        String token = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
        if (token.isEmpty()) {
            throw new IOException("the enrolment token is empty");
        }
        return token;
    }
}
