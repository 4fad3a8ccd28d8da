/** Tests. */
@NullMarked
package dev.touchstone.agent.evidence;

import org.jspecify.annotations.NullMarked;
