package dev.touchstone.server.host;

import dev.touchstone.server.ServerTest;
import dev.touchstone.server.admission.Stored;
import dev.touchstone.server.admission.Synchronised;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * A server whose time a test can move, for hosts with real TPMs. Classes with this annotation and nothing else about
 * Spring share one server: what a test makes golden selects by a label of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServerTest
@Import({MovableClock.class, Synchronised.class, Stored.class, Fleet.class, Ledger.Book.class})
public @interface FleetTest {}
