/**
 * What measured events mean, in words, and whether the words are covered by the quote: only data whose digest was
 * replayed is <em>bound</em>; anything else is shown and marked unverified.
 *
 * <p>Not for: judging. An unbound text is never an input to a verdict.
 */
@NullMarked
package dev.touchstone.facts;

import org.jspecify.annotations.NullMarked;
