package dev.touchstone.agent.tpm.tss;

import dev.touchstone.agent.tpm.ClientKey;
import dev.touchstone.agent.tpm.ClientKeyType;
import dev.touchstone.agent.tpm.KeyBlobs;
import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import tss.Tpm;
import tss.tpm.TPM2B_PRIVATE;
import tss.tpm.TPM2B_PUBLIC;
import tss.tpm.TPMS_PCR_SELECTION;
import tss.tpm.TPMS_SENSITIVE_CREATE;
import tss.tpm.TPM_HANDLE;

/** Makes and loads client keys under the owner hierarchy's storage key, which is derived each time and soon let go. */
final class ClientKeys {

    private final Tpm tpm;
    private final TssChannel channel;

    ClientKeys(Tpm tpm, TssChannel channel) {
        this.tpm = tpm;
        this.channel = channel;
    }

    KeyBlobs create(ClientKeyType type) throws MalformedException {
        return underStorageKey(parent -> {
            tpm.Create(
                    parent,
                    new TPMS_SENSITIVE_CREATE(),
                    Templates.clientKey(type),
                    new byte[0],
                    new TPMS_PCR_SELECTION[0]);
            ByteReader response = channel.parameters(0);
            Bytes privateArea = Call.sized(response.tpm2b("outPrivate"));
            return new KeyBlobs(Call.sized(response.tpm2b("outPublic")), privateArea);
        });
    }

    ClientKey load(KeyBlobs key) throws MalformedException {
        var privateArea = TPM2B_PRIVATE.fromBytes(key.privateArea().toArray());
        var publicArea = TPM2B_PUBLIC.fromBytes(key.publicArea().toArray()).publicArea;
        TPM_HANDLE handle = underStorageKey(parent -> tpm.Load(parent, privateArea, publicArea));
        return new TssClientKey(tpm, channel, handle, key.publicArea());
    }

    private interface Use<T> {
        T with(TPM_HANDLE parent) throws MalformedException;
    }

    /** A TPM without a resource manager has three slots, and the attestation key needs two of them. */
    private <T> T underStorageKey(Use<T> use) throws MalformedException {
        TPM_HANDLE parent = tpm.CreatePrimary(
                        tpm._OwnerHandle,
                        new TPMS_SENSITIVE_CREATE(),
                        Templates.storageKey(),
                        new byte[0],
                        new TPMS_PCR_SELECTION[0])
                .handle;
        try {
            return use.with(parent);
        } finally {
            Quietly.run(() -> tpm.FlushContext(parent));
        }
    }
}
