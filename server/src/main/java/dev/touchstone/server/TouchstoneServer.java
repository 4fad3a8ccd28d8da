package dev.touchstone.server;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The application, and the process's entry: everything it can be told to do is in {@link Commands}.
 *
 * <p>The exclusion matters: that configuration would add a user of its own, with its password in the log.
 */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
@EnableScheduling
public class TouchstoneServer {

    /** Runs one command and ends the process with its exit code. */
    public static void main(String... args) {
        System.exit(Commands.line().execute(args));
    }
}
