/**
 * Changes as people read, propose and approve them: what it alters, whom it turns, how far it has come.
 *
 * <p>Not for: the rule of two people. The module of changes and the database hold it, whatever a page offers.
 */
@NullMarked
package dev.touchstone.server.dashboard.change;

import org.jspecify.annotations.NullMarked;
