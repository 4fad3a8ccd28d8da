/**
 * Who may do what, and how much of it: access tokens and their scopes, sign-in, limits on size and rate.
 *
 * <p>Not for: hosts. A host has no token; its evidence authenticates itself through the TPM.
 */
@NullMarked
package dev.touchstone.server.access;

import org.jspecify.annotations.NullMarked;
