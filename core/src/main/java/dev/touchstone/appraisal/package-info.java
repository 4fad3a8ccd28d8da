/**
 * From a replayed boot and golden measurements to a verdict with every reason, each with what was expected and what was
 * found.
 *
 * <p>Not for: admission. A verdict says what is true; what to do about it is decided elsewhere.
 */
@NullMarked
package dev.touchstone.appraisal;

import org.jspecify.annotations.NullMarked;
