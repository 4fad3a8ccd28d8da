package dev.touchstone.replay;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.userspace.Binding;
import dev.touchstone.log.userspace.Register;
import dev.touchstone.log.userspace.UserspaceRecord;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where systemd's log leads each NvPCR: new = H(old ‖ digest). What it starts from is measured into PCR 9 when the
 * index is set up: systemd 259 to 261 names the value after an extend by a secret, 262 the index's Name, and then it
 * starts from zero. A quote does not cover NV indices; TPM2_NV_Certify would.
 */
public final class NvPcrReplay {

    private static final int SET_UP_PCR = 9;
    private static final Pattern ANCHORED =
            Pattern.compile("nvpcr-init:[^:]{1,64}:0x([0-9a-f]{1,8}):([0-9a-z_-]{1,16}):([0-9a-f]{40,128})");
    private static final Pattern NAMED = Pattern.compile("nvpcr-init:[^:]{1,64}:0x([0-9a-f]{1,8}):([0-9a-f]{44,136})");

    private final HashAlgorithm bank;
    private final SequencedMap<Long, NvPcr> registers = new LinkedHashMap<>();
    private final Map<Long, NvPcr.Start> starts = new LinkedHashMap<>();

    private NvPcrReplay(HashAlgorithm bank) {
        this.bank = bank;
    }

    /**
     * Replays every NV index the records extend, in the order first seen.
     *
     * @param bank of the PCR 9 records that are believed to say where an index starts
     */
    public static List<NvPcr> of(Collection<UserspaceRecord> records, HashAlgorithm bank) {
        NvPcrReplay replay = new NvPcrReplay(bank);
        records.forEach(replay::read);
        return List.copyOf(replay.registers.values());
    }

    private void read(UserspaceRecord told) {
        switch (told.register()) {
            case Register.Pcr(int pcr) -> {
                if (pcr == SET_UP_PCR && told.binding(bank) instanceof Binding.Bound(String string)) {
                    start(string);
                }
            }
            case Register.NvIndex(long handle, Optional<String> name) -> extend(handle, name, told);
        }
    }

    private void start(String string) {
        Matcher anchored = ANCHORED.matcher(string);
        Matcher named = NAMED.matcher(string);
        if (anchored.matches()) {
            HashAlgorithm.ofBank(anchored.group(2))
                    .filter(a -> anchored.group(3).length() == 2 * a.size())
                    .ifPresent(a -> starts.putIfAbsent(
                            handle(anchored), new NvPcr.Start.Anchored(Bytes.ofHex(anchored.group(3)))));
        } else if (named.matches() && named.group(2).length() % 2 == 0) {
            starts.putIfAbsent(handle(named), new NvPcr.Start.Named(Bytes.ofHex(named.group(2))));
        }
    }

    private static long handle(Matcher matcher) {
        return Long.parseLong(matcher.group(1), 16);
    }

    /** An index has one algorithm, that of its first record: systemd logs it with one digest. */
    private void extend(long handle, Optional<String> name, UserspaceRecord told) {
        NvPcr before = registers.computeIfAbsent(
                handle,
                _ -> fresh(handle, name, told.digests().keySet().iterator().next()));
        told.digest(before.algorithm())
                .filter(_ -> before.algorithm().computable())
                .ifPresent(digest -> registers.put(handle, before.extended(digest)));
    }

    private NvPcr fresh(long handle, Optional<String> name, HashAlgorithm algorithm) {
        NvPcr.Start start = starts.getOrDefault(handle, new NvPcr.Start.Unsaid());
        return new NvPcr(handle, name, algorithm, start, start.value(algorithm), 0);
    }
}
