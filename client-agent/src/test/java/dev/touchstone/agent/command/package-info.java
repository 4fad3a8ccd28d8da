/** Tests. */
@NullMarked
package dev.touchstone.agent.command;

import org.jspecify.annotations.NullMarked;
