/**
 * The pages of who may do what: people, tokens, one's own password and sessions.
 *
 * <p>Not for: deciding who may; {@code access} does.
 */
@NullMarked
package dev.touchstone.server.dashboard.access;

import org.jspecify.annotations.NullMarked;
