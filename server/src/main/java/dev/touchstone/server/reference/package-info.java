/**
 * Reference sets as people handle them: captured, proposed, approved, retired; and the golden measurements in force.
 *
 * <p>Not for: matching. That is core's, and it takes what this module hands out.
 */
@ApplicationModule
@NullMarked
package dev.touchstone.server.reference;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
