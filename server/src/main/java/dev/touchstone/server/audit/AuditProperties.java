package dev.touchstone.server.audit;

import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long decisions stay on record.
 *
 * @param keep at least; whole months are dropped when all of them is older
 */
@ConfigurationProperties("touchstone.audit")
record AuditProperties(@DefaultValue("P7Y") Period keep) {}
