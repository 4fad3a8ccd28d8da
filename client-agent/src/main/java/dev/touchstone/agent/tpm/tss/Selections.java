package dev.touchstone.agent.tpm.tss;

import dev.touchstone.agent.tpm.PcrSelection;
import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import tss.tpm.TPMS_PCR_SELECTION;
import tss.tpm.TPM_ALG_ID;

/** PCR selections to and from a TPM (TPM 2.0 Library, Part 2, §10.5 and 10.9.7). */
final class Selections {

    private static final int SELECT_BYTES = 3;
    private static final int MOST_BANKS = 16;

    /** One bank's PCRs as a TPM lists them; its algorithm may be one we do not know. */
    record Listed(int algorithm, SortedSet<Integer> pcrs) {}

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

    /** Reads a TPML_PCR_SELECTION. */
    static List<Listed> read(ByteReader reader) throws MalformedException {
        long count = reader.u32("count");
        if (count > MOST_BANKS) {
            throw reader.malformed(count + " PCR banks");
        }
        List<Listed> banks = new ArrayList<>();
        for (int bank = 0; bank < count; bank++) {
            int algorithm = reader.u16("hash");
            banks.add(new Listed(algorithm, pcrs(reader.bytes(reader.u8("sizeofSelect"), "pcrSelect"))));
        }
        return banks;
    }

    private static SortedSet<Integer> pcrs(Bytes select) {
        SortedSet<Integer> pcrs = new TreeSet<>();
        for (int pcr = 0; pcr < select.length() * 8; pcr++) {
            if ((select.at(pcr / 8) >> pcr % 8 & 1) == 1) {
                pcrs.add(pcr);
            }
        }
        return pcrs;
    }
}
