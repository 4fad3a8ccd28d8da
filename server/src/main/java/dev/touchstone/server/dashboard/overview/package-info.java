/**
 * The first page: how the fleet stands, and what needs a decision.
 *
 * <p>Not for: deciding. Each line leads to the page where one does.
 */
@NullMarked
package dev.touchstone.server.dashboard.overview;

import org.jspecify.annotations.NullMarked;
