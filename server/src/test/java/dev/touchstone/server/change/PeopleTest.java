package dev.touchstone.server.change;

import dev.touchstone.server.host.FleetTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/** A server of its own where people have signed in, so that the bootstrap token approves no more. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@FleetTest
@Import(Persons.class)
public @interface PeopleTest {}
