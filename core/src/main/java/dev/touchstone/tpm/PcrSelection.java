package dev.touchstone.tpm;

import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which PCRs of which banks, in order: TPML_PCR_SELECTION (TPM 2.0 Library, Part 2, §10.9.7). Equal when the same banks
 * stand in the same order with the same indices, however long the bitmaps were.
 *
 * @param banks at most {@value #MAX_BANKS}, no algorithm twice
 */
public record PcrSelection(List<Bank> banks) {

    /** PCRs a PC Client TPM has. */
    public static final int PCR_COUNT = 24;

    private static final int MAX_BANKS = 16;
    private static final int MAX_BITMAP = 4;
    private static final int BITMAP = PCR_COUNT / Byte.SIZE;

    /**
     * One bank's part: TPMS_PCR_SELECTION.
     *
     * @param algorithm the bank
     * @param pcrs the indices, ascending
     */
    public record Bank(HashAlgorithm algorithm, List<Integer> pcrs) {

        /** @throws IllegalArgumentException for an index twice or outside 0–23 */
        public Bank {
            pcrs = pcrs.stream().sorted().toList();
            if (pcrs.stream().anyMatch(pcr -> pcr < 0 || pcr >= PCR_COUNT)) {
                throw new IllegalArgumentException("PCR outside 0–23: " + pcrs);
            }
            if (pcrs.stream().distinct().count() != pcrs.size()) {
                throw new IllegalArgumentException("PCR named twice: " + pcrs);
            }
        }

        /** The bank of {@code algorithm} with these indices. */
        public static Bank of(HashAlgorithm algorithm, Collection<Integer> pcrs) {
            return new Bank(algorithm, List.copyOf(pcrs));
        }

        private Bytes marshal() {
            byte[] bitmap = new byte[BITMAP];
            pcrs.forEach(pcr -> bitmap[pcr / Byte.SIZE] |= (byte) (1 << pcr % Byte.SIZE));
            return Bytes.concat(Marshal.u16(algorithm.id()), Bytes.of((byte) BITMAP), Bytes.of(bitmap));
        }

        /** As tpm2-tools write it: {@code sha256:0,1,2}. */
        @Override
        public String toString() {
            return algorithm.bank() + ":" + pcrs.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
    }

    /** @throws IllegalArgumentException for too many banks or one named twice */
    public PcrSelection {
        banks = List.copyOf(banks);
        if (banks.size() > MAX_BANKS) {
            throw new IllegalArgumentException(banks.size() + " banks, at most " + MAX_BANKS + " can be selected");
        }
        if (banks.stream().map(Bank::algorithm).distinct().count() != banks.size()) {
            throw new IllegalArgumentException("bank selected twice: " + banks);
        }
    }

    /** The selection of these banks, in this order. */
    public static PcrSelection of(Bank... banks) {
        return new PcrSelection(List.of(banks));
    }

    /** Reads a selection that is all of {@code marshalled}. */
    public static PcrSelection parse(Bytes marshalled) throws MalformedException {
        ByteReader reader = marshalled.reader();
        PcrSelection selection = parse(reader);
        reader.requireEnd("TPML_PCR_SELECTION");
        return selection;
    }

    /**
     * Reads a selection off {@code reader}. A bank named twice is refused: TPMs sign such selections, and what they
     * digest then is not what it seems.
     */
    public static PcrSelection parse(ByteReader reader) throws MalformedException {
        long count = reader.u32("PCR selection count");
        if (count > MAX_BANKS) {
            throw reader.malformed(count + " PCR selections, at most " + MAX_BANKS + " make sense");
        }
        List<Bank> banks = new ArrayList<>((int) count);
        Set<HashAlgorithm> seen = EnumSet.noneOf(HashAlgorithm.class);
        for (int i = 0; i < count; i++) {
            Bank bank = parseBank(reader);
            if (!seen.add(bank.algorithm())) {
                throw reader.malformed("bank " + bank.algorithm().bank() + " is selected twice");
            }
            banks.add(bank);
        }
        return new PcrSelection(banks);
    }

    private static Bank parseBank(ByteReader reader) throws MalformedException {
        HashAlgorithm algorithm = Registry.hash(reader, "PCR bank");
        int size = reader.u8("sizeofSelect");
        if (size > MAX_BITMAP) {
            throw reader.malformed("sizeofSelect is " + size + ", at most " + MAX_BITMAP + " makes sense");
        }
        int mask = 0;
        for (int i = 0; i < size; i++) {
            mask |= reader.u8("pcrSelect") << (Byte.SIZE * i);
        }
        if (mask >>> PCR_COUNT != 0) {
            throw reader.malformed("a PCR above 23 is selected");
        }
        int selected = mask;
        return new Bank(
                algorithm,
                IntStream.range(0, PCR_COUNT)
                        .filter(pcr -> (selected >>> pcr & 1) != 0)
                        .boxed()
                        .toList());
    }

    /** The indices selected in one bank, ascending; empty if it is not selected. */
    public List<Integer> pcrs(HashAlgorithm algorithm) {
        for (Bank bank : banks) {
            if (bank.algorithm() == algorithm) {
                return bank.pcrs();
            }
        }
        return List.of();
    }

    /** TPML_PCR_SELECTION with three-byte bitmaps. */
    public Bytes marshal() {
        Bytes[] parts = new Bytes[banks.size() + 1];
        parts[0] = Marshal.u32(banks.size());
        for (int i = 0; i < banks.size(); i++) {
            parts[i + 1] = banks.get(i).marshal();
        }
        return Bytes.concat(parts);
    }

    /** As tpm2-tools write it: {@code sha1:0+sha256:0,1}. */
    @Override
    public String toString() {
        return banks.stream().map(Bank::toString).collect(Collectors.joining("+"));
    }
}
