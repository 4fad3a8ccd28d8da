/**
 * The decisions on all hosts as a bundle for Open Policy Agent, which decides by it on its own until it is too old.
 *
 * <p>Not for: who needs to know within seconds. An agent polls, and acts on what it polled last.
 */
@NullMarked
package dev.touchstone.server.admission.opa;

import org.jspecify.annotations.NullMarked;
