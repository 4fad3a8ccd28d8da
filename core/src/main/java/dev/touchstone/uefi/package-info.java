/**
 * The structures UEFI and the TCG PC Client profile put into the data of firmware events: variables, signature
 * databases, device paths, boot options, partition tables, images and the rest, read strictly and told in words. Text
 * taken from a structure is as logged unless its method says it is printable.
 *
 * <p>Not for: telling what may be believed. Nothing here knows a digest or an event; what was read is a claim until the
 * packages after this one have bound it.
 */
@NullMarked
package dev.touchstone.uefi;

import org.jspecify.annotations.NullMarked;
