/**
 * The server's front door: the command line and the start of the application.
 *
 * <p>Not for: anything a feature does. Features are the packages below; none may import from here.
 */
@NullMarked
package dev.touchstone.server;

import org.jspecify.annotations.NullMarked;
