/**
 * The append-only record of who decided what, chained so that whoever alters it is found out.
 *
 * <p>Not for: what hosts did. Their evidence and transitions are records of their own.
 */
@NullMarked
package dev.touchstone.server.audit;

import org.jspecify.annotations.NullMarked;
