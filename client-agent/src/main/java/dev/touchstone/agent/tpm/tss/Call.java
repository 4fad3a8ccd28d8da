package dev.touchstone.agent.tpm.tss;

import dev.touchstone.agent.tpm.TpmDeviceException;
import dev.touchstone.agent.tpm.TpmDeviceException.Kind;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.io.UncheckedIOException;

/** Work done by the TPM, whose failures leave this package as {@link TpmDeviceException} and nothing else. */
interface Call<T> {

    T run() throws MalformedException;

    static <T> T guarded(String what, Call<T> call) throws TpmDeviceException {
        try {
            return call.run();
        } catch (CommandRefused e) {
            throw new TpmDeviceException(kind(e.base()), "cannot " + what + ": " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new TpmDeviceException(Kind.UNAVAILABLE, "cannot " + what + ": " + e.getMessage(), e);
        } catch (MalformedException | RuntimeException e) {
            // TSS.Java's own reading of a response can fail in many ways, none of them declared.
            throw new TpmDeviceException(
                    Kind.REFUSED, "cannot " + what + ": the TPM's response makes no sense (" + e + ")", e);
        }
    }

    private static Kind kind(int code) {
        return switch (code) {
            case CommandRefused.RETRY,
                    CommandRefused.TESTING,
                    CommandRefused.YIELDED,
                    CommandRefused.LOCKOUT,
                    CommandRefused.OBJECT_MEMORY,
                    CommandRefused.SESSION_MEMORY -> Kind.TEMPORARY;
            case CommandRefused.INTEGRITY -> Kind.KEY_LOST;
            default -> Kind.REFUSED;
        };
    }

    /** A TPM2B: a 16-bit size and the content. */
    static Bytes sized(Bytes content) {
        return Bytes.concat(Bytes.of((byte) (content.length() >> 8), (byte) content.length()), content);
    }
}
