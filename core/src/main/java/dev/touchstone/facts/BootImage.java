package dev.touchstone.facts;

import dev.touchstone.bytes.Digest;
import java.util.Optional;

/**
 * A PE image that the firmware loaded. Its digest is what was measured; that the event is one of an image, and where
 * from, is what the log says.
 *
 * @param event its place in its log, which is the firmware's on an honest machine
 * @param pcr the register it was measured into
 * @param digest Authenticode, in the strongest bank quoted
 * @param unverifiedType the event's type in the log
 * @param unverifiedPath the device path in the text form of UEFI §10.6
 */
public record BootImage(int event, int pcr, Digest digest, String unverifiedType, Optional<String> unverifiedPath) {}
