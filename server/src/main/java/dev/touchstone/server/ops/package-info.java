/**
 * What it takes to run: the home directory, the database and its time, cryptography providers, health.
 *
 * <p>Not for: anything about hosts. No feature's table is read here.
 */
@NullMarked
package dev.touchstone.server.ops;

import org.jspecify.annotations.NullMarked;
