package dev.touchstone.agent.tpm.tss;

import dev.touchstone.agent.tpm.EndorsementKeyType;
import dev.touchstone.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The certificates a TPM's maker stored for its endorsement keys (EK Credential Profile 2.5, §2.2.1.4–2.2.1.5). */
final class EkCertificates {

    private static final int CHAIN_FIRST = 0x01c00100;
    private static final int CHAIN_LAST = 0x01c001ff;
    private static final int MAX_CHAIN_INDICES = 32;

    private final NvMemory memory;

    EkCertificates(NvMemory memory) {
        this.memory = memory;
    }

    /** The key's certificate, then the intermediates; empty if the TPM holds no certificate for this key. */
    List<Bytes> of(EndorsementKeyType type) {
        Optional<Bytes> leaf = memory.read(indexOf(type));
        List<Bytes> certificates = new ArrayList<>();
        if (leaf.isPresent()) {
            certificates.add(DerCertificates.withoutPadding(leaf.get()));
            certificates.addAll(chain());
        }
        return certificates;
    }

    private List<Bytes> chain() {
        Bytes[] content = memory.defined(CHAIN_FIRST, CHAIN_LAST, MAX_CHAIN_INDICES).stream()
                .map(memory::read)
                .flatMap(Optional::stream)
                .toArray(Bytes[]::new);
        return DerCertificates.chain(Bytes.concat(content));
    }

    private static int indexOf(EndorsementKeyType type) {
        return switch (type) {
            case RSA -> 0x01c00002;
            case ECC -> 0x01c0000a;
        };
    }
}
