/**
 * The whole fleet in memory, as of one snapshot of the database: one query selects, counts and lists its hosts for
 * pages, programs and files alike, so that no two of them can disagree.
 *
 * <p>Not for: deciding anything about a host; what is decided is read from the database.
 */
@ApplicationModule
@NullMarked
package dev.touchstone.server.fleet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
