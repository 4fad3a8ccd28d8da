/**
 * Tests of the whole server, and what they all share: {@link dev.touchstone.server.ServerTest}.
 *
 * <p>Not for: a feature's own tests. They live in its package.
 */
@NullMarked
package dev.touchstone.server;

import org.jspecify.annotations.NullMarked;
