/**
 * Lines of CSV that are safe to open in a spreadsheet.
 *
 * <p>Not for: what is in them.
 */
@ApplicationModule
@NullMarked
package dev.touchstone.server.csv;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
