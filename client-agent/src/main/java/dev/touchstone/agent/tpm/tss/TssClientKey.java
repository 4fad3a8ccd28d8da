package dev.touchstone.agent.tpm.tss;

import dev.touchstone.agent.tpm.AttestationKey;
import dev.touchstone.agent.tpm.ClientKey;
import dev.touchstone.agent.tpm.SignedCertification;
import dev.touchstone.agent.tpm.TpmDeviceException;
import dev.touchstone.agent.tpm.TpmDeviceException.Kind;
import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.util.Optional;
import tss.Tpm;
import tss.tpm.TPMS_NULL_SIG_SCHEME;
import tss.tpm.TPMS_SIG_SCHEME_ECDSA;
import tss.tpm.TPMS_SIG_SCHEME_RSASSA;
import tss.tpm.TPMT_TK_HASHCHECK;
import tss.tpm.TPMU_SIG_SCHEME;
import tss.tpm.TPM_ALG_ID;
import tss.tpm.TPM_HANDLE;

final class TssClientKey implements ClientKey {

    private static final int RSA = 0x0001;

    private final Tpm tpm;
    private final TssChannel channel;
    private final TPM_HANDLE handle;
    private final Bytes publicArea;

    TssClientKey(Tpm tpm, TssChannel channel, TPM_HANDLE handle, Bytes publicArea) {
        this.tpm = tpm;
        this.channel = channel;
        this.handle = handle;
        this.publicArea = publicArea;
    }

    @Override
    public Bytes publicArea() {
        return publicArea;
    }

    @Override
    public Bytes sign(Bytes message) throws TpmDeviceException {
        return Call.guarded("sign", () -> {
            byte[] digest = HashAlgorithm.SHA256.hash(message).toArray();
            tpm.Sign(handle, digest, scheme(), TPMT_TK_HASHCHECK.nullTicket());
            return channel.parameters(0).rest();
        });
    }

    private TPMU_SIG_SCHEME scheme() throws MalformedException {
        ByteReader reader = publicArea.reader();
        reader.u16("size");
        return reader.u16("type") == RSA
                ? new TPMS_SIG_SCHEME_RSASSA(TPM_ALG_ID.SHA256)
                : new TPMS_SIG_SCHEME_ECDSA(TPM_ALG_ID.SHA256);
    }

    @Override
    public SignedCertification certify(AttestationKey ak, Bytes nonce) throws TpmDeviceException {
        if (!(ak instanceof TssAttestationKey signer)) {
            throw new IllegalArgumentException("the attestation key is loaded in another TPM");
        }
        return Call.guarded("certify the client key", () -> {
            tpm.Certify(handle, signer.handle(), nonce.toArray(), new TPMS_NULL_SIG_SCHEME());
            ByteReader response = channel.parameters(0);
            return new SignedCertification(response.tpm2b("certifyInfo"), response.rest());
        });
    }

    @Override
    public void persist(int persistent) throws TpmDeviceException {
        String place = "0x%08x".formatted(persistent);
        Optional<Bytes> there = Call.guarded("look at handle " + place, () -> at(persistent));
        if (there.isPresent() && !there.get().equals(publicArea)) {
            throw new TpmDeviceException(Kind.REFUSED, "another key is at handle " + place);
        }
        if (there.isEmpty()) {
            Call.guarded("keep the client key at handle " + place, () -> {
                tpm.EvictControl(tpm._OwnerHandle, handle, new TPM_HANDLE(persistent));
                return true;
            });
        }
    }

    private Optional<Bytes> at(int persistent) throws MalformedException {
        try {
            tpm.ReadPublic(new TPM_HANDLE(persistent));
            return Optional.of(Call.sized(channel.parameters(0).tpm2b("outPublic")));
        } catch (CommandRefused e) {
            if (e.base() == CommandRefused.HANDLE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        // A dead TPM has freed the slot in its own way.
        Quietly.run(() -> tpm.FlushContext(handle));
    }
}
