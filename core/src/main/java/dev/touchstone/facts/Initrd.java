package dev.touchstone.facts;

import dev.touchstone.bytes.Digest;

/**
 * An initrd, known by its digest.
 *
 * @param event its place in the firmware log
 * @param pcr 9 for one loaded by GRUB or the kernel, 12 or 13 for one systemd-stub made
 * @param digest of the whole archive, in the strongest bank quoted
 * @param unverifiedName a path or a description
 */
public record Initrd(int event, int pcr, Digest digest, String unverifiedName) {}
