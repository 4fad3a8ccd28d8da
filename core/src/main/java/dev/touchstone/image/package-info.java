/**
 * Boot images before they boot: PE files, unified kernel images, the values they will be measured as, and the signed
 * policies that come with them.
 *
 * <p>Not for: events that were measured, or whether a signature on an image is one the firmware trusts.
 */
@NullMarked
package dev.touchstone.image;

import org.jspecify.annotations.NullMarked;
