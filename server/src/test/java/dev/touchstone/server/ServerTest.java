package dev.touchstone.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;

/**
 * The whole server on a free port, with a database and a home of its own; take a {@link TestServer} in the constructor
 * to talk to it. Classes with this annotation and nothing else about Spring share one server, so each makes what it
 * needs and counts on nothing being absent.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        // Many servers share one database: what one does not need, another may.
        properties = {
            "spring.datasource.hikari.minimum-idle=1",
            "spring.datasource.hikari.idle-timeout=10000",
            "touchstone.admission.poll=500ms",
            // Receivers are on this machine and impatient; what is refused by default is tested without a server.
            "touchstone.notify.allow-http=true",
            "touchstone.notify.allowed-networks=127.0.0.0/8",
            "touchstone.notify.timeout=3s",
            "touchstone.notify.first-retry=200ms",
            "touchstone.notify.longest-retry=2s"
        })
@ContextConfiguration(initializers = FreshHome.class)
@Import({TestServer.class, OpenApiDescription.class})
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
public @interface ServerTest {}
