package dev.touchstone.server.radius;

import dev.touchstone.server.host.FleetTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/** A server for hosts with real TPMs, and consumers that speak RADIUS. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@FleetTest
@Import({RadiusLab.Known.class, RadiusLab.class})
public @interface RadiusTest {}
