package dev.touchstone.reference;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.userspace.Binding;
import dev.touchstone.replay.MeasuredEvent;
import java.util.Set;

/**
 * What systemd extends on top of the firmware's PCRs and what says nothing about the machine: its separator (v261) and
 * the anchors of NvPCRs (v259). Only a string that recomputes is believed; anything else must be golden like the rest.
 */
final class Excused {

    private static final Set<Integer> PCRS = Set.of(0, 1, 2, 3, 4, 5, 6, 7, 9, 12, 13, 14);

    private Excused() {}

    static boolean is(MeasuredEvent event, HashAlgorithm bank) {
        return event instanceof MeasuredEvent.Userspace(int pcr, var userspaceRecord)
                && PCRS.contains(pcr)
                && userspaceRecord.binding(bank) instanceof Binding.Bound(String string)
                && (string.equals("os-separator") || string.startsWith("nvpcr-"));
    }
}
