/** Tests. */
@NullMarked
package dev.touchstone.agent.certificate;

import org.jspecify.annotations.NullMarked;
