/**
 * Golden measurements: sets of numbered components with approved variants, their merge for one host, and matching, with
 * the exact difference when nothing approved matches.
 *
 * <p>Not for: who approved what, or storing it.
 */
@NullMarked
package dev.touchstone.reference;

import org.jspecify.annotations.NullMarked;
