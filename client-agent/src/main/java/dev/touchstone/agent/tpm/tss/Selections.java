package dev.touchstone.agent.tpm.tss;

import dev.touchstone.agent.tpm.PcrSelection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import tss.tpm.TPMS_PCR_SELECTION;
import tss.tpm.TPM_ALG_ID;

/** PCR selections as TSS.Java wants them (TPM 2.0 Library, Part 2, §10.5 and 10.9.7). */
final class Selections {

    private static final int SELECT_BYTES = 3;

    private Selections() {}

    static TPMS_PCR_SELECTION[] of(List<PcrSelection> selection) {
        return selection.stream().map(Selections::of).toArray(TPMS_PCR_SELECTION[]::new);
    }

    static TPMS_PCR_SELECTION of(PcrSelection selection) {
        byte[] bits = new byte[SELECT_BYTES];
        for (int pcr : selection.pcrs()) {
            bits[pcr / 8] |= (byte) (1 << pcr % 8);
        }
        return new TPMS_PCR_SELECTION(new TPM_ALG_ID(selection.bank().id()), bits);
    }

    static SortedSet<Integer> pcrs(TPMS_PCR_SELECTION selection) {
        SortedSet<Integer> pcrs = new TreeSet<>();
        for (int pcr = 0; pcr < selection.pcrSelect.length * 8; pcr++) {
            if ((selection.pcrSelect[pcr / 8] >> pcr % 8 & 1) == 1) {
                pcrs.add(pcr);
            }
        }
        return pcrs;
    }
}
