/**
 * What policy engines are told: who asks, what was decided lately, and why.
 *
 * <p>Not for: deciding. {@code admission} does, and is asked here as by anybody.
 */
@NullMarked
package dev.touchstone.server.dashboard.admission;

import org.jspecify.annotations.NullMarked;
