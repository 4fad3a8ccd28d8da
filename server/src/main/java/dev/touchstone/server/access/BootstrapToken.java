package dev.touchstone.server.access;

import dev.touchstone.server.ops.TouchstoneHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
    private final TouchstoneHome home;
    private final Path file;

    BootstrapToken(AccessTokens tokens, JdbcClient jdbc, TransactionTemplate transaction, TouchstoneHome home) {
        this.tokens = tokens;
        this.jdbc = jdbc;
        this.home = home;
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
            home.keep(file, token);
        } catch (IOException e) {
            throw new UncheckedIOException("The first administrator token could not be written to " + file, e);
        }
        tokens.insert(token, "bootstrap", Set.of(Scope.ADMIN), true, SYSTEM, null);
        LOG.info("First start: an administrator token is in {}", file);
    }
}
