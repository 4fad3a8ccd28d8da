/**
 * The TPM behind {@link dev.touchstone.agent.tpm.TpmDevice}, reached through TSS.Java, over a character device or
 * swtpm's raw socket.
 *
 * <p>Not for: parsing evidence. TSS.Java builds the commands here; response codes and the bytes that leave the host are
 * read by ourselves. Nothing outside this package imports {@code tss}.
 */
@NullMarked
package dev.touchstone.agent.tpm.tss;

import org.jspecify.annotations.NullMarked;
