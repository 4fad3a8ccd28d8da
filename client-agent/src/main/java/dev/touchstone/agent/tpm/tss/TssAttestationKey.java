package dev.touchstone.agent.tpm.tss;

import dev.touchstone.agent.tpm.AttestationKey;
import dev.touchstone.agent.tpm.EndorsementKeyType;
import dev.touchstone.agent.tpm.PcrSelection;
import dev.touchstone.agent.tpm.SignedQuote;
import dev.touchstone.agent.tpm.TpmDeviceException;
import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.List;
import tss.Tpm;
import tss.tpm.TPMS_ID_OBJECT;
import tss.tpm.TPMS_NULL_SIG_SCHEME;
import tss.tpm.TPM_HANDLE;

final class TssAttestationKey implements AttestationKey {

    private final Tpm tpm;
    private final TssChannel channel;
    private final EndorsementHandles endorsement;
    private final EndorsementKeyType parent;
    private final TPM_HANDLE handle;
    private final Bytes name;

    TssAttestationKey(
            Tpm tpm,
            TssChannel channel,
            EndorsementHandles endorsement,
            EndorsementKeyType parent,
            TPM_HANDLE handle,
            Bytes name) {
        this.tpm = tpm;
        this.channel = channel;
        this.endorsement = endorsement;
        this.parent = parent;
        this.handle = handle;
        this.name = name;
    }

    /** Where it is loaded, for another key to be certified by it. */
    TPM_HANDLE handle() {
        return handle;
    }

    @Override
    public Bytes name() {
        return name;
    }

    @Override
    public Bytes activate(Bytes credential, Bytes encryptedSecret) throws TpmDeviceException {
        return Call.guarded("activate the credential", () -> {
            TPMS_ID_OBJECT idObject = idObject(content(credential, "TPM2B_ID_OBJECT"));
            Bytes secret = content(encryptedSecret, "TPM2B_ENCRYPTED_SECRET");
            return endorsement.use(
                    parent,
                    (key, session) -> Bytes.of(tpm._withSessions(TPM_HANDLE.pwSession(new byte[0]), session)
                            .ActivateCredential(handle, key, idObject, secret.toArray())));
        });
    }

    @Override
    public SignedQuote quote(Bytes nonce, List<PcrSelection> selection) throws TpmDeviceException {
        return Call.guarded("quote", () -> {
            tpm.Quote(handle, nonce.toArray(), new TPMS_NULL_SIG_SCHEME(), Selections.of(selection));
            ByteReader response = channel.parameters(0);
            return new SignedQuote(response.tpm2b("quoted"), response.rest());
        });
    }

    @Override
    public void close() {
        // A dead TPM has freed the slot in its own way.
        Quietly.run(() -> tpm.FlushContext(handle));
    }

    /** Read here: TSS.Java's own reading of this structure fails once assertions are off. */
    private static TPMS_ID_OBJECT idObject(Bytes content) throws MalformedException {
        ByteReader reader = content.reader();
        Bytes integrity = reader.tpm2b("integrityHMAC");
        return new TPMS_ID_OBJECT(integrity.toArray(), reader.rest().toArray());
    }

    private static Bytes content(Bytes tpm2b, String what) throws MalformedException {
        ByteReader reader = tpm2b.reader();
        Bytes content = reader.tpm2b(what);
        reader.requireEnd(what);
        return content;
    }
}
