package dev.touchstone.server.dashboard;

import dev.touchstone.server.host.FleetTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/** A server with hosts that have real TPMs, and a browser to look at it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@FleetTest
@Import({Browser.class, Forms.class, DriftedHosts.class})
public @interface PagesTest {}
