/**
 * RADIUS: answers a RADIUS server that asks whether a host may come in, remembers the sessions it let in, and asks
 * their NAS to end or move them once the host is worth less (RFC 5176).
 *
 * <p>Not for: deciding, which {@code admission} does, or being a RADIUS server.
 */
@ApplicationModule
@NullMarked
package dev.touchstone.server.radius;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
