/**
 * Boot images before they boot: what a file or package is, what will be measured of it, and which image a digest seen
 * in a log comes from.
 *
 * <p>Not for: approving any of it, and not for keeping the files: they are described and let go.
 */
@NullMarked
@ApplicationModule
package dev.touchstone.server.image;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
