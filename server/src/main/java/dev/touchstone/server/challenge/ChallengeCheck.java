package dev.touchstone.server.challenge;

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
}
