/**
 * Hosts: who they are, what they were granted, which state they are in, and the verdict in force.
 *
 * <p>Not for: reaching a verdict, or letting a host in.
 */
@ApplicationModule
@NullMarked
package dev.touchstone.server.host;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
