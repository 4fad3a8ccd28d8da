package dev.touchstone.agent.show;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.OptionalInt;

/** Asks the kernel how wide the terminal on stdout is: the shell keeps COLUMNS to itself. */
public final class TerminalSize {

    private static final int STDOUT = 1;
    private static final long TIOCGWINSZ = 0x5413; // of x86 and arm64
    private static final int WINSIZE = 8; // four unsigned shorts: rows, columns, and pixels nobody fills in
    private static final int COLUMNS_AT = 2;

    private TerminalSize() {}

    /** Columns of the terminal on stdout; empty if it is none, or does not say. */
    public static OptionalInt columns() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(WINSIZE, Short.BYTES);
            int result = (int) ioctl().invokeExact(STDOUT, TIOCGWINSZ, size);
            int columns = Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, COLUMNS_AT));
            return result == 0 && columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty();
        } catch (Throwable e) {
            throw new IllegalStateException("ioctl(2) cannot be called", e);
        }
    }

    // The signature is that of the C library; the manifest grants native access.
    @SuppressWarnings("restricted")
    private static MethodHandle ioctl() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("ioctl"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
                Linker.Option.firstVariadicArg(2));
    }
}
