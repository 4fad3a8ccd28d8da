package dev.touchstone.server.enrollment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of enrolment.
 *
 * @param lifetime how long a credential may take to come back
 * @param maxPending enrolments under way beyond which new ones are turned away, so that strangers cannot fill the disk
 * @param maxPendingPerSource the same for one address, so that one stranger cannot turn everyone else away
 */
@ConfigurationProperties("touchstone.enrollment")
record EnrollmentProperties(
        @DefaultValue("PT10M") Duration lifetime,
        @DefaultValue("50000") int maxPending,
        @DefaultValue("2000") int maxPendingPerSource) {}
