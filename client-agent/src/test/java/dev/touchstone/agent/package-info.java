/** Tests of the agent as a whole. */
@NullMarked
package dev.touchstone.agent;

import org.jspecify.annotations.NullMarked;
