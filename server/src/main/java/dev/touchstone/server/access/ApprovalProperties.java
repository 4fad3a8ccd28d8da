package dev.touchstone.server.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many people it takes to approve, the author included.
 *
 * @param required 2, or an explicit 1
 */
@Validated
@ConfigurationProperties("touchstone.approvals")
public record ApprovalProperties(
        @DefaultValue("2") @Min(1) @Max(10) int required) {}
