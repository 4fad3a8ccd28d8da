package dev.touchstone.quote;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.tpm.Attest;
import dev.touchstone.tpm.CertifyAttest;
import dev.touchstone.tpm.PcrSelection;
import dev.touchstone.tpm.QuoteAttest;
import dev.touchstone.tpm.TpmName;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A TPMS_ATTEST built by hand; every field can be given a wrong value. */
public final class AttestBuilder {

    private int magic = Attest.MAGIC;
    private int type = QuoteAttest.TYPE;
    private Bytes signer = Bytes.EMPTY;
    private Bytes extraData = Bytes.EMPTY;
    private long clock = 100_000;
    private int resetCount = 7;
    private int restartCount;
    private int safe = 1;
    private Bytes selection = PcrSelection.of().marshal();
    private Bytes pcrDigest = Bytes.EMPTY;
    private @Nullable Bytes certified;

    public AttestBuilder magic(int value) {
        magic = value;
        return this;
    }

    public AttestBuilder type(int value) {
        type = value;
        return this;
    }

    public AttestBuilder signer(TpmName value) {
        return signer(value.bytes());
    }

    public AttestBuilder signer(Bytes value) {
        signer = value;
        return this;
    }

    public AttestBuilder nonce(Bytes value) {
        extraData = value;
        return this;
    }

    public AttestBuilder clock(long newClock, int newResetCount, int newRestartCount) {
        clock = newClock;
        resetCount = newResetCount;
        restartCount = newRestartCount;
        return this;
    }

    public AttestBuilder safe(int value) {
        safe = value;
        return this;
    }

    public AttestBuilder selection(PcrSelection value) {
        return selection(value.marshal());
    }

    public AttestBuilder selection(Bytes marshalled) {
        selection = marshalled;
        return this;
    }

    public AttestBuilder pcrDigest(Bytes value) {
        pcrDigest = value;
        return this;
    }

    /** Certifies an object in place of quoting: TPM2B_NAMEs of its Name and Qualified Name. */
    public AttestBuilder certifies(Bytes name, Bytes qualifiedName) {
        certified = Bytes.concat(tpm2b(name), tpm2b(qualifiedName));
        return type(CertifyAttest.TYPE);
    }

    /** The digest a TPM would sign for these values. */
    public static Bytes digest(HashAlgorithm hash, PcrSelection selected, PcrValues values) {
        Bytes[] inOrder = selected.banks().stream()
                .flatMap(bank -> bank.pcrs().stream()
                        .map(pcr -> values.value(bank.algorithm(), pcr).orElseThrow()))
                .toArray(Bytes[]::new);
        return hash.hash(inOrder);
    }

    public Bytes build() {
        ByteBuffer buffer = ByteBuffer.allocate(1024 + signer.length() + extraData.length() + quoted().length());
        buffer.putInt(magic).putShort((short) type);
        put(buffer, signer);
        put(buffer, extraData);
        buffer.putLong(clock).putInt(resetCount).putInt(restartCount).put((byte) safe);
        buffer.putLong(0x2019_1023_0016_3636L);
        buffer.put(certified != null ? certified.toArray() : quoted().toArray());
        return Bytes.of(buffer.array()).slice(0, buffer.position());
    }

    private Bytes quoted() {
        return Bytes.concat(selection, tpm2b(pcrDigest));
    }

    private static Bytes tpm2b(Bytes value) {
        return Bytes.concat(Bytes.of((byte) (value.length() >> 8), (byte) value.length()), value);
    }

    private static void put(ByteBuffer buffer, Bytes value) {
        buffer.putShort((short) value.length()).put(value.toArray());
    }
}
