package dev.touchstone.server.challenge;

import dev.touchstone.server.problem.Refusal;

/** What a string that should be a challenge turns out to be. */
public sealed interface ChallengeCheck {

    /** One of ours, for this host and key, still good. */
    record Valid(Challenge challenge) implements ChallengeCheck {}

    /** Not made here, or altered. */
    record Forged() implements ChallengeCheck {}

    /** Made for another host. */
    record OtherHost() implements ChallengeCheck {}

    /** Made for another attestation key: the host has enrolled anew since. */
    record OtherKey() implements ChallengeCheck {}

    /** Too old. */
    record Expired(Challenge challenge) implements ChallengeCheck {}

    /** The challenge, or the refusal of what it is instead. */
    default Challenge require() {
        return switch (this) {
            case Valid(Challenge challenge) -> challenge;
            case Forged _ -> throw new Refusal(403, "challenge-forged", "The challenge was not made here.");
            case OtherHost _ ->
                throw new Refusal(403, "challenge-other-host", "The challenge was made for another host.");
            case OtherKey _ ->
                throw new Refusal(403, "challenge-other-key", "The challenge was made for another attestation key.");
            case Expired _ ->
                throw new Refusal(410, "challenge-expired", "The challenge has expired; ask for another.");
        };
    }
}
