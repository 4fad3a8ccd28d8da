/**
 * The pages people look at. Each asks the other modules, and is complete without scripts.
 *
 * <p>Not for: deciding or storing anything, or saying who may look.
 */
@ApplicationModule
@NullMarked
package dev.touchstone.server.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
