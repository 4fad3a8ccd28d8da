package dev.touchstone.server.dashboard;

import dev.touchstone.server.ServerTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** A server of its own, whose hosts no other test makes, and a browser to look at it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServerTest
@Import({Fleet.class, Browser.class})
@TestPropertySource(properties = "touchstone.approvals.required=1")
public @interface DashboardTest {}
