package dev.touchstone.agent.tpm.tss;

import dev.touchstone.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tss.Tpm;
import tss.tpm.TPMA_NV;
import tss.tpm.TPML_HANDLE;
import tss.tpm.TPMS_NV_PUBLIC;
import tss.tpm.TPM_CAP;
import tss.tpm.TPM_HANDLE;

/** Reads what a TPM's maker stored in NV indices. */
final class NvMemory {

    /** The most that is read of one index. */
    static final int MAX_INDEX = 8_192;

    /** No TPM has a smaller MAX_NV_BUFFER_SIZE. */
    private static final int SMALLEST_CHUNK = 64;

    private final Tpm tpm;
    private final int chunk;

    /**
     * @param tpm the TPM
     * @param bufferMax TPM_PT_NV_BUFFER_MAX
     */
    NvMemory(Tpm tpm, int bufferMax) {
        this.tpm = tpm;
        this.chunk = Math.clamp(bufferMax, SMALLEST_CHUNK, 2_048);
    }

    /** The content of an index, if it is defined and was written. */
    Optional<Bytes> read(int index) {
        TPM_HANDLE handle = new TPM_HANDLE(index);
        try {
            TPMS_NV_PUBLIC definition = tpm.NV_ReadPublic(handle).nvPublic;
            TPM_HANDLE reader = definition.attributes.hasAttr(TPMA_NV.AUTHREAD) ? handle : tpm._OwnerHandle;
            return Optional.of(read(handle, reader, Math.min(definition.dataSize, MAX_INDEX)));
        } catch (CommandRefused e) {
            if (e.base() == CommandRefused.HANDLE || e.base() == CommandRefused.NV_UNINITIALIZED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Bytes read(TPM_HANDLE index, TPM_HANDLE reader, int size) {
        List<Bytes> parts = new ArrayList<>();
        for (int offset = 0; offset < size; offset += chunk) {
            parts.add(Bytes.of(tpm.NV_Read(reader, index, Math.min(chunk, size - offset), offset)));
        }
        return Bytes.concat(parts.toArray(Bytes[]::new));
    }

    /** The indices defined from {@code first} to {@code last}, at most {@code limit}. */
    List<Integer> defined(int first, int last, int limit) {
        List<Integer> found = new ArrayList<>();
        var answer = (TPML_HANDLE) tpm.GetCapability(TPM_CAP.HANDLES, first, limit).capabilityData;
        for (TPM_HANDLE handle : answer.handle) {
            if (handle.handle >= first && handle.handle <= last) {
                found.add(handle.handle);
            }
        }
        return found;
    }
}
