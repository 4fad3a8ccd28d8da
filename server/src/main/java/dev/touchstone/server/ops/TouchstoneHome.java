package dev.touchstone.server.ops;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The directory of everything this server keeps on disk.
 *
 * @param home the directory, made with mode 0700 at start
 */
@ConfigurationProperties("touchstone")
public record TouchstoneHome(Path home) {

    /** Where the first start leaves its administrator's token. */
    public Path initialAdminToken() {
        return home.resolve("initial-admin-token");
    }
}
