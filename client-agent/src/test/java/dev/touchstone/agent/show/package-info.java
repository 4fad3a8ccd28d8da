/** Tests. */
@NullMarked
package dev.touchstone.agent.show;

import org.jspecify.annotations.NullMarked;
