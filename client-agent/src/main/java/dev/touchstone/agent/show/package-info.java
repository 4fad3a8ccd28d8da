/**
 * Shows boot logs: as text for a person at a terminal, or as one JSON or YAML tree. Whatever a log says is printed so
 * that it can neither move a cursor nor turn a line around.
 *
 * <p>Not for: deciding anything, or sending anything. No quote is involved.
 */
@NullMarked
package dev.touchstone.agent.show;

import org.jspecify.annotations.NullMarked;
