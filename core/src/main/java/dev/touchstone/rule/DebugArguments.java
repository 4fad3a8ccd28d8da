package dev.touchstone.rule;

import java.util.List;
import java.util.stream.Stream;

/**
 * Kernel arguments that open a machine to who sits before it, or to whoever set them.
 *
 * @param reader who acts on them
 * @param citation where that is said
 * @param arguments any of them
 */
record DebugArguments(String reader, String citation, List<KernelArgument> arguments) {

    static final List<DebugArguments> ALL = List.of(
            of(
                    "systemd: a root shell, a breakpoint or a command to run",
                    "systemd-debug-generator(8), systemd(1), systemd-run-generator(8)",
                    "systemd.debug_shell",
                    "systemd.break",
                    "systemd.crash_shell",
                    "systemd.run",
                    "systemd.unit=rescue.target",
                    "systemd.unit=emergency.target",
                    "systemd.unit=debug-shell.service",
                    "systemd.wants=debug-shell.service",
                    "SYSTEMD_SULOGIN_FORCE"),
            of(
                    "systemd: rescue and emergency mode",
                    "systemd(1)",
                    "rescue",
                    "emergency",
                    "single",
                    "s",
                    "S",
                    "1",
                    "-b",
                    "-s"),
            of("dracut: a shell in the initrd", "dracut.cmdline(7)", "rd.break", "rd.shell", "rd.emergency", "rdbreak"),
            of("initramfs-tools: a shell in the initrd", "initramfs-tools(7)", "break"),
            of("the kernel: another first program", "kernel-parameters.rst", "init", "rdinit"),
            of(
                    "the kernel: a debugger, or memory open to it",
                    "kernel-parameters.rst, kgdb.rst",
                    "kgdboc",
                    "kgdbcon",
                    "kgdbwait",
                    "ekgdboc",
                    "kgdboe",
                    "iomem=relaxed",
                    "sysrq_always_enabled"));

    DebugArguments {
        arguments = List.copyOf(arguments);
    }

    /** What systemd reads counts in the initrd with {@code rd.} before it. */
    private static DebugArguments of(String reader, String citation, String... arguments) {
        return new DebugArguments(
                reader,
                citation,
                Stream.of(arguments)
                        .flatMap(a -> a.startsWith("systemd.") ? Stream.of(a, "rd." + a) : Stream.of(a))
                        .map(KernelArgument::of)
                        .toList());
    }
}
