package dev.touchstone.server.result;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What identifies our results.
 *
 * @param issuer the {@code iss} claim: this service's URL, where it has one
 * @param audience the {@code aud} claim; absent when empty
 */
@ConfigurationProperties("touchstone.result")
record ResultProperties(
        @DefaultValue("touchstone") String issuer,
        @DefaultValue List<String> audience) {}
