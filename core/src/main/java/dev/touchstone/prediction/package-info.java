/**
 * Golden measurements before the first boot: which events an artifact will cause, component by component, and what of
 * them nobody can know beforehand.
 *
 * <p>Not for: fetching or unpacking artifacts, or approving what is predicted.
 */
@NullMarked
package dev.touchstone.prediction;

import org.jspecify.annotations.NullMarked;
