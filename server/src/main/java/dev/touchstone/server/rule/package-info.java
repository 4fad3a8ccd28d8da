/**
 * Rules as people write them: JSON, and conditions of their own in CEL (cel.dev), checked before they are kept.
 *
 * <p>Not for: judging. Core's rules do that; who approved one is the reference sets' matter.
 */
@ApplicationModule
@NullMarked
package dev.touchstone.server.rule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
