package dev.touchstone.tpm;

/**
 * Why a key is not accepted for its role.
 *
 * @param code stable, lower-case with hyphens, the role first: {@code ek-}, {@code ak-}, {@code client-key-}
 * @param summary one line for a person
 * @param expected what would have been accepted
 * @param actual what the key has
 */
public record KeyDefect(String code, String summary, String expected, String actual) {}
