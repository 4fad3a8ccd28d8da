package dev.touchstone.agent.tpm.tss;

import dev.touchstone.agent.tpm.PcrSelection;
import dev.touchstone.agent.tpm.PcrValues;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tss.Tpm;
import tss.tpm.PCR_ReadResponse;
import tss.tpm.TPML_PCR_SELECTION;
import tss.tpm.TPMS_PCR_SELECTION;
import tss.tpm.TPM_CAP;

/** PCR banks and values. */
final class PcrReader {

    private final Tpm tpm;

    PcrReader(Tpm tpm) {
        this.tpm = tpm;
    }

    /** Banks with at least one PCR. SM3 is left out: neither side could recompute it. */
    List<HashAlgorithm> banks() {
        var answer = (TPML_PCR_SELECTION) tpm.GetCapability(TPM_CAP.PCRS, 0, 1).capabilityData;
        List<HashAlgorithm> banks = new ArrayList<>();
        for (TPMS_PCR_SELECTION bank : answer.pcrSelections) {
            if (!Selections.pcrs(bank).isEmpty()) {
                HashAlgorithm.ofId(bank.hash.toInt())
                        .filter(HashAlgorithm::computable)
                        .ifPresent(banks::add);
            }
        }
        return banks;
    }

    PcrValues read(List<PcrSelection> selection) throws MalformedException {
        List<PcrValues.Bank> banks = new ArrayList<>();
        for (PcrSelection wanted : selection) {
            banks.add(read(wanted));
        }
        return new PcrValues(banks);
    }

    /** One call gives eight values at most, and says which (TPM 2.0 Library, Part 3, §22.4). */
    private PcrValues.Bank read(PcrSelection wanted) throws MalformedException {
        SortedMap<Integer, Bytes> values = new TreeMap<>();
        SortedSet<Integer> missing = new TreeSet<>(wanted.pcrs());
        while (!missing.isEmpty()) {
            var ask = new TPMS_PCR_SELECTION[] {Selections.of(new PcrSelection(wanted.bank(), missing))};
            SortedMap<Integer, Bytes> some = values(wanted.bank(), tpm.PCR_Read(ask));
            if (!missing.removeAll(some.keySet())) {
                throw new MalformedException(
                        0, "PCRs " + missing + " of " + wanted.bank().bank() + " are not there");
            }
            values.putAll(some);
        }
        return new PcrValues.Bank(wanted.bank(), values);
    }

    private static SortedMap<Integer, Bytes> values(HashAlgorithm bank, PCR_ReadResponse response)
            throws MalformedException {
        SortedMap<Integer, Bytes> values = new TreeMap<>();
        int at = 0;
        for (TPMS_PCR_SELECTION selected : response.pcrSelectionOut) {
            for (int pcr : Selections.pcrs(selected)) {
                if (at == response.pcrValues.length || response.pcrValues[at].buffer.length != bank.size()) {
                    throw new MalformedException(0, "PCR " + pcr + " of " + bank.bank() + " has no value");
                }
                values.put(pcr, Bytes.of(response.pcrValues[at++].buffer));
            }
        }
        return values;
    }
}
