/** Tests. */
@NullMarked
package dev.touchstone.agent.config;

import org.jspecify.annotations.NullMarked;
