package dev.touchstone.server.job;

import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.StoredHosts;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** A server of its own for tests of jobs, where a dead process is noticed after a few seconds. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@FleetTest
@Import({GatedJob.class, StoredHosts.class, FinishedJobs.class})
@TestPropertySource(properties = {"db-scheduler.heartbeat-interval=1s", "db-scheduler.polling-interval=100ms"})
public @interface JobTest {}
