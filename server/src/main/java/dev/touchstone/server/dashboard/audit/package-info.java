/**
 * The pages an auditor works with: the log, its head, what stood of a host, who has access.
 *
 * <p>Not for: recording anything; {@code audit} does.
 */
@NullMarked
package dev.touchstone.server.dashboard.audit;

import org.jspecify.annotations.NullMarked;
