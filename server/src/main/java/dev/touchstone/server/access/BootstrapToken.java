package dev.touchstone.server.access;

import dev.touchstone.server.ops.TouchstoneHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The first start's administrator token: written to a file only its owner can read, and never printed.
 *
 * <p>The file is written before the row is committed. If the process dies between, the next start finds no row and
 * writes both again; the other order could leave a token that nobody ever learns.
 */
@Component
class BootstrapToken {

    private static final Logger LOG = LoggerFactory.getLogger(BootstrapToken.class);

    private static final AccessTokens.Maker SYSTEM = new AccessTokens.Maker("system", "system");

    private final AccessTokens tokens;
    private final JdbcClient jdbc;
    private final Path file;

    BootstrapToken(AccessTokens tokens, JdbcClient jdbc, TransactionTemplate transaction, TouchstoneHome home) {
        this.tokens = tokens;
        this.jdbc = jdbc;
        this.file = home.initialAdminToken();
        transaction.executeWithoutResult(_ -> createOnce());
    }

    private void createOnce() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('touchstone.bootstrap-token'))")
                .query(_ -> {});
        if (tokens.hasBootstrap()) {
            return;
        }
        String token = TokenText.random();
        try {
            write(token);
        } catch (IOException e) {
            throw new UncheckedIOException("The first administrator token could not be written to " + file, e);
        }
        tokens.insert(token, "bootstrap", Set.of(Scope.ADMIN), true, SYSTEM, null);
        LOG.info("First start: an administrator token is in {}", file);
    }

    /** Complete and on disk, or not there. */
    private void write(String token) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(draft, options, owner)) {
            ByteBuffer text = ByteBuffer.wrap((token + "\n").getBytes(StandardCharsets.US_ASCII));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
