/** Tests. */
@NullMarked
package dev.touchstone.agent.transport;

import org.jspecify.annotations.NullMarked;
