package dev.touchstone.server.access;

import dev.touchstone.server.ServerTest;
import dev.touchstone.server.host.MovableClock;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * A server where people sign in, and whose time a test can move. Not one of those where the bootstrap token approves:
 * the first person who signs in ends that.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServerTest
@Import(MovableClock.class)
public @interface AccessTest {}
