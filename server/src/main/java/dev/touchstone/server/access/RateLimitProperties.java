package dev.touchstone.server.access;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many requests without a token one source address may make.
 *
 * @param perSecond sustained
 * @param burst at once
 * @param sources how many addresses are remembered; the longest unseen is forgotten first
 */
@Validated
@ConfigurationProperties("touchstone.rate-limit")
record RateLimitProperties(
        @DefaultValue("200") @Min(1) long perSecond,
        @DefaultValue("2000") @Min(1) long burst,
        @DefaultValue("50000") @Min(1) int sources) {}
