/**
 * The firmware's event log, as Linux exposes it in {@code binary_bios_measurements}: read, bounded, kept as sent.
 *
 * <p>Not for: trust. An event's type and data are whatever the log says until a replay ties the digests to a quote, and
 * the data until it is bound to its digest.
 */
@NullMarked
package dev.touchstone.log.firmware;

import org.jspecify.annotations.NullMarked;
