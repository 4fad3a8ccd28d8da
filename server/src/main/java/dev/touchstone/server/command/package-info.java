/**
 * Commands over the API of a running server: one client, one way to say who asks and how to answer, and the thin
 * commands that are a request each.
 *
 * <p>Not for: commands that do work of their own. They live with their feature, and use what is here.
 */
@NullMarked
@ApplicationModule
package dev.touchstone.server.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
