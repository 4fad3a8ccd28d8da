/**
 * Reference sets: their versions, what each brings, how far each has come, and how new ones begin.
 *
 * <p>Not for: approving. That is done on the page of the change.
 */
@NullMarked
package dev.touchstone.server.dashboard.reference;

import org.jspecify.annotations.NullMarked;
