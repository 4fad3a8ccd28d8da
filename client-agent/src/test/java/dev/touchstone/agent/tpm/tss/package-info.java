/** Tests of the adapter against real software TPMs. */
@NullMarked
package dev.touchstone.agent.tpm.tss;

import org.jspecify.annotations.NullMarked;
