package dev.touchstone.facts;

/**
 * What the kernel's integrity measurement says.
 *
 * @param records how many are bound to the quote, those of earlier submissions counted
 * @param violations how many of those read are of files that changed while measured
 * @param bootAggregate whether the first record agrees with the firmware log: {@code matches}, {@code differs},
 *     {@code none} or {@code no-tpm}
 */
public record Ima(long records, long violations, String bootAggregate) {}
