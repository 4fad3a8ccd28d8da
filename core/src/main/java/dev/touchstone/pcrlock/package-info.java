/**
 * Components as systemd-pcrlock(8) keeps them: {@code .pcrlock} files and folders of them, read and written.
 *
 * <p>Not for: files on a disk; here they are names and bytes.
 */
@NullMarked
package dev.touchstone.pcrlock;

import org.jspecify.annotations.NullMarked;
