package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.firmware.LogBuilder.Event;
import dev.touchstone.uefi.Guid;
import dev.touchstone.uefi.UefiVariable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Other data for an event: near misses, and what its digest may be of by the rule of another type. */
final class Retellings {

    private static final List<String> PREFIXES =
            List.of("grub_cmd: ", "kernel_cmdline: ", "module_cmdline: ", "grub_cmd ", "grub_kernel_cmdline ");
    private static final Guid GLOBAL = Guid.of("8be4df61-93ca-11d2-aa0d-00e098032b8c");
    private static final Bytes NUL = Bytes.of((byte) 0);

    private final List<Event> others;
    private final Random random = new Random(21);

    Retellings(List<Event> others) {
        this.others = others;
    }

    Stream<Bytes> of(Event event) {
        Bytes data = event.data();
        List<Bytes> told = new ArrayList<>(List.of(
                Bytes.EMPTY,
                Bytes.ofUtf8("harmless"),
                Bytes.concat(data, NUL),
                data.slice(0, Math.max(0, data.length() - 1)),
                wide(data.toUtf8()),
                new UefiVariable(GLOBAL, "Boot0001", data).measuredForm(),
                new UefiVariable(GLOBAL, "SecureBoot", Bytes.of((byte) 1)).measuredForm()));
        content(data).ifPresent(told::add);
        grub(data.toUtf8(), told);
        for (int n = 0; n < 3; n++) {
            told.add(others.get(random.nextInt(others.size())).data());
        }
        return told.stream();
    }

    private static Optional<Bytes> content(Bytes data) {
        try {
            return Optional.of(UefiVariable.parse(data).data());
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }

    /** The string GRUB measured, under each prefix, bare and as others write it. */
    private static void grub(String text, List<Bytes> told) {
        for (String prefix : PREFIXES) {
            if (text.startsWith(prefix)) {
                String bare = text.substring(prefix.length()).replaceAll("\0$", "");
                PREFIXES.forEach(p -> told.add(Bytes.ofUtf8(p + bare + "\0")));
                told.add(Bytes.ofUtf8(bare));
                told.add(Bytes.ofUtf8(bare + "\0"));
                told.add(wide(bare + "\0"));
            }
        }
    }

    private static Bytes wide(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_16LE));
    }
}
