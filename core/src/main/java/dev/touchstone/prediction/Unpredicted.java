package dev.touchstone.prediction;

/**
 * Something that is measured, or may be, and that the artifact does not tell.
 *
 * @param pcr where it is measured
 * @param what it is, for a person
 * @param why it cannot be said beforehand, and what to do instead
 */
public record Unpredicted(int pcr, String what, String why) {}
