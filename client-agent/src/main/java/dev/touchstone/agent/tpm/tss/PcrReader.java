package dev.touchstone.agent.tpm.tss;

import dev.touchstone.agent.tpm.PcrSelection;
import dev.touchstone.agent.tpm.PcrValues;
import dev.touchstone.bytes.ByteReader;
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
import tss.tpm.TPMS_PCR_SELECTION;
import tss.tpm.TPM_CAP;

/** PCR banks and values. The responses are read here: TSS.Java takes a truncated one for a shorter one. */
final class PcrReader {

    private final Tpm tpm;
    private final TssChannel channel;

    PcrReader(Tpm tpm, TssChannel channel) {
        this.tpm = tpm;
        this.channel = channel;
    }

    /** Banks with at least one PCR. SM3 is left out: neither side could recompute it. */
    List<HashAlgorithm> banks() throws MalformedException {
        tpm.GetCapability(TPM_CAP.PCRS, 0, 1);
        return banks(channel.parameters(0));
    }

    static List<HashAlgorithm> banks(ByteReader response) throws MalformedException {
        response.u8("moreData");
        response.u32("capability");
        List<HashAlgorithm> banks = new ArrayList<>();
        for (Selections.Listed bank : Selections.read(response)) {
            if (!bank.pcrs().isEmpty()) {
                HashAlgorithm.ofId(bank.algorithm())
                        .filter(HashAlgorithm::computable)
                        .ifPresent(banks::add);
            }
        }
        response.requireEnd("TPML_PCR_SELECTION");
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
            tpm.PCR_Read(new TPMS_PCR_SELECTION[] {Selections.of(new PcrSelection(wanted.bank(), missing))});
            SortedMap<Integer, Bytes> some = values(wanted.bank(), channel.parameters(0));
            if (!missing.removeAll(some.keySet())) {
                throw new MalformedException(
                        0, "PCRs " + missing + " of " + wanted.bank().bank() + " are not there");
            }
            values.putAll(some);
        }
        return new PcrValues.Bank(wanted.bank(), values);
    }

    static SortedMap<Integer, Bytes> values(HashAlgorithm bank, ByteReader response) throws MalformedException {
        response.u32("pcrUpdateCounter");
        SortedSet<Integer> pcrs = new TreeSet<>();
        for (Selections.Listed listed : Selections.read(response)) {
            if (listed.algorithm() != bank.id() && !listed.pcrs().isEmpty()) {
                throw response.malformed("a bank that was not asked for");
            }
            pcrs.addAll(listed.pcrs());
        }
        if (response.u32("count") != pcrs.size()) {
            throw response.malformed("not as many values as PCRs");
        }
        SortedMap<Integer, Bytes> values = new TreeMap<>();
        for (int pcr : pcrs) {
            Bytes value = response.tpm2b("digest");
            if (value.length() != bank.size()) {
                throw response.malformed("PCR " + pcr + " of " + bank.bank() + " has " + value.length() + " bytes");
            }
            values.put(pcr, value);
        }
        response.requireEnd("TPML_DIGEST");
        return values;
    }
}
