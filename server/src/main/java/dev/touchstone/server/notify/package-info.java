/**
 * Telling others what happened: the outbox that features write in their own transaction, the numbered events made of
 * it, and the webhooks they are sent to.
 *
 * <p>Not for: deciding what is worth telling. That is the feature's, which knows what it means.
 */
@ApplicationModule
@NullMarked
package dev.touchstone.server.notify;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
