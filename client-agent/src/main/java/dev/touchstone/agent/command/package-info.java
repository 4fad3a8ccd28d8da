/**
 * The command line: {@code enroll}, {@code attest}, {@code run}, {@code status}, {@code client-key}, {@code log}. Data
 * goes to stdout, everything else to stderr, and exit codes tell "not trusted" from "could not ask".
 *
 * <p>Not for: anything another program would want as a library.
 */
@NullMarked
package dev.touchstone.agent.command;

import org.jspecify.annotations.NullMarked;
