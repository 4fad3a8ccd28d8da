/**
 * What a fleet's boots have in common, as a start for golden measurements: day one is one approval.
 *
 * <p>Not for: deciding anything. What is made of a baseline is a draft like any other.
 */
@ApplicationModule
@NullMarked
package dev.touchstone.server.baseline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
