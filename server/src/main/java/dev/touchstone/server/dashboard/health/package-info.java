/**
 * Whether this server does what it is there for.
 *
 * <p>Not for: the fleet's health, which is its posture.
 */
@NullMarked
package dev.touchstone.server.dashboard.health;

import org.jspecify.annotations.NullMarked;
