/**
 * Collects what a host has to show: a quote, the PCR values it covers and the logs that explain them, in the order that
 * makes them fit together.
 *
 * <p>Not for: interpreting logs. They are bytes to carry, of IMA's list as many records as the server lacks; the server
 * reads them after the quote has verified.
 */
@NullMarked
package dev.touchstone.agent.evidence;

import org.jspecify.annotations.NullMarked;
