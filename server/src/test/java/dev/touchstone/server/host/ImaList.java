package dev.touchstone.server.host;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** IMA's list of the boot a TPM is in: each record is measured into PCR 10 when it is added. */
public final class ImaList {

    private static final int PCR = 10;

    private final LabTpm tpm;
    private final List<Bytes> records = new ArrayList<>();

    public ImaList(LabTpm tpm) {
        this.tpm = tpm;
    }

    /** Measures the list that was recorded with a boot of {@code deploy/lab}. */
    public static ImaList recorded(LabTpm tpm, String boot) {
        ImaList list = new ImaList(tpm);
        Bytes whole = Vectors.bytes(Vectors.boot(boot + "/ima.bin"));
        for (int at = 0; at < whole.length(); ) {
            int nameLength = (int) whole.u32le(at + 24);
            int dataAt = at + 28 + nameLength + 4;
            int end = dataAt + (int) whole.u32le(dataAt - 4);
            list.add(whole.slice(at, end), whole.slice(dataAt, end));
            at = end;
        }
        return list;
    }

    /** Measures files of these paths. */
    public ImaList files(String... paths) {
        for (String path : paths) {
            Bytes digest = Bytes.concat(Bytes.ofUtf8("sha256:\0"), HashAlgorithm.SHA256.hash(Bytes.ofUtf8(path)));
            Bytes name = Bytes.ofUtf8(path + "\0");
            Bytes data = Bytes.concat(u32(digest.length()), digest, u32(name.length()), name);
            add(record(PCR, data), data);
        }
        return this;
    }

    private void add(Bytes record, Bytes data) {
        tpm.extend(
                PCR,
                Map.of(
                        HashAlgorithm.SHA1, HashAlgorithm.SHA1.hash(data),
                        HashAlgorithm.SHA256, HashAlgorithm.SHA256.hash(data)));
        records.add(record);
    }

    private static Bytes record(int pcr, Bytes data) {
        return Bytes.concat(
                u32(pcr), HashAlgorithm.SHA1.hash(data), u32(6), Bytes.ofUtf8("ima-ng"), u32(data.length()), data);
    }

    private static Bytes u32(int value) {
        return Bytes.of(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    /** How many records were measured. */
    public int size() {
        return records.size();
    }

    /** The records from {@code from} on, as the kernel writes them. */
    public Bytes from(int from) {
        return between(from, size());
    }

    /** Records {@code from} to {@code to}. */
    public Bytes between(int from, int to) {
        return Bytes.concat(records.subList(from, to).toArray(Bytes[]::new));
    }

    /** The list with one record naming another PCR. */
    public Bytes naming(int index, int pcr) {
        Bytes changed = records.get(index);
        return Bytes.concat(between(0, index), u32(pcr), changed.slice(4, changed.length()), from(index + 1));
    }

    /** The list with one template's name written otherwise: no PCR tells of it. */
    public Bytes renaming(int index) {
        Bytes changed = records.get(index);
        return Bytes.concat(
                between(0, index),
                changed.slice(0, 28),
                Bytes.ofUtf8("imA"),
                changed.slice(31, changed.length()),
                from(index + 1));
    }
}
