/**
 * Who waits to be let into the fleet, and what lets hosts in without asking.
 *
 * <p>Not for: enrolling. Agents do that, and {@code enrollment} serves them.
 */
@NullMarked
package dev.touchstone.server.dashboard.enrollment;

import org.jspecify.annotations.NullMarked;
