/**
 * How far long work is, what a dry run found, and the button that stops it.
 *
 * <p>Not for: beginning any. The pages that want some do that.
 */
@NullMarked
package dev.touchstone.server.dashboard.job;

import org.jspecify.annotations.NullMarked;
