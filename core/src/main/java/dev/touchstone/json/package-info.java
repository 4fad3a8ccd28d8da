/**
 * Reads JSON from outside: strict RFC 8259, bounded in depth, size and count, duplicate keys refused; and the JSON text
 * sequences of RFC 7464.
 *
 * <p>Not for: writing JSON, binding it to classes, or the wire contract. The server and the agent have a JSON library
 * for those; the kernel has only what evidence and golden measurements need to be read.
 */
@NullMarked
package dev.touchstone.json;

import org.jspecify.annotations.NullMarked;
