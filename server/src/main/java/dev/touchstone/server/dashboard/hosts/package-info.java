/**
 * The hosts as a list: rows, counts and the ways to narrow them down.
 *
 * <p>Not for: which hosts a query means; {@code host} answers that for pages and programs alike.
 */
@NullMarked
package dev.touchstone.server.dashboard.hosts;

import org.jspecify.annotations.NullMarked;
