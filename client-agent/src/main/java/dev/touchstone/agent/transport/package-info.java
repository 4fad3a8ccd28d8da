/**
 * The wire contract, v1, from the agent's side: one HTTP client, the messages, and when to come back.
 *
 * <p>Not for: deciding what to send. Answers are bounded and checked here; fields we do not know are ignored, so that
 * an older agent gets along with a newer server.
 */
@NullMarked
package dev.touchstone.agent.transport;

import org.jspecify.annotations.NullMarked;
