/**
 * Rules: what must hold of the facts of a boot where no digest can be given beforehand. One rule a file; each says what
 * it asks, and each fails when what it asks about is not known.
 *
 * <p>Not for: reading logs, deciding a verdict, or which host a rule applies to.
 */
@NullMarked
package dev.touchstone.rule;

import org.jspecify.annotations.NullMarked;
