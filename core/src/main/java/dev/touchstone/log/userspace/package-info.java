/**
 * Reads systemd's userspace measurement log: which register was extended with which digest, and what the log says was
 * measured.
 *
 * <p>Not for: deciding whether it is true. A digest counts once replay has reached the quoted value with it; the words
 * beside it count only where they hash to that digest ({@link dev.touchstone.log.userspace.Binding}), and the event
 * type, boot id and time never do.
 */
@NullMarked
package dev.touchstone.log.userspace;

import org.jspecify.annotations.NullMarked;
