package dev.touchstone.facts;

/**
 * The root hash of a dm-verity device.
 *
 * @param source the log that tells of it: {@code ima} or {@code userspace}
 * @param device the device mapper's name for it
 * @param rootHash hex
 */
public record VerityRoot(String source, String device, String rootHash) {}
