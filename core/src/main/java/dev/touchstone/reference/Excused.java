package dev.touchstone.reference;

import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.userspace.Binding;
import dev.touchstone.replay.MeasuredEvent;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What systemd extends on top of the firmware's PCRs and what says nothing about the machine: its separator (v261) and
 * the anchors of NvPCRs (v259). Only a string that recomputes is believed, and only one in systemd's exact form:
 * whoever forges a log may pass off any other measurement as a userspace record, and the UTF-16 of a command line is
 * the UTF-8 of another string.
 */
final class Excused {

    private static final Set<Integer> SEPARATED = Set.of(0, 1, 2, 3, 4, 5, 6, 7, 9, 12, 13, 14);
    private static final int NV_PCRS_PCR = 9;
    private static final Pattern NV_PCR = Pattern.compile("nvpcr-separator|"
            + "nvpcr-init:[0-9A-Za-z._-]{1,64}:0x[0-9a-f]{1,8}:(?:[0-9a-z_-]{1,16}:)?[0-9a-f]{40,136}");

    private Excused() {}

    static boolean is(MeasuredEvent event, HashAlgorithm bank) {
        return event instanceof MeasuredEvent.Userspace(int pcr, var userspaceRecord)
                && SEPARATED.contains(pcr)
                && userspaceRecord.binding(bank) instanceof Binding.Bound(String string)
                && isOfSystemd(pcr, string);
    }

    private static boolean isOfSystemd(int pcr, String string) {
        return string.equals("os-separator")
                || (pcr == NV_PCRS_PCR && NV_PCR.matcher(string).matches());
    }
}
