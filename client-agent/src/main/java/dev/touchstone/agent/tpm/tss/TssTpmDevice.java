package dev.touchstone.agent.tpm.tss;

import dev.touchstone.agent.tpm.AttestationKey;
import dev.touchstone.agent.tpm.ClientKey;
import dev.touchstone.agent.tpm.ClientKeyType;
import dev.touchstone.agent.tpm.EndorsementKey;
import dev.touchstone.agent.tpm.EndorsementKeyType;
import dev.touchstone.agent.tpm.KeyBlobs;
import dev.touchstone.agent.tpm.PcrSelection;
import dev.touchstone.agent.tpm.PcrValues;
import dev.touchstone.agent.tpm.TpmAddress;
import dev.touchstone.agent.tpm.TpmDevice;
import dev.touchstone.agent.tpm.TpmDeviceException;
import dev.touchstone.agent.tpm.TpmInfo;
import dev.touchstone.bytes.ByteReader;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.io.IOException;
import java.util.List;
import tss.Tpm;
import tss.tpm.TPM2B_PRIVATE;
import tss.tpm.TPM2B_PUBLIC;
import tss.tpm.TPMS_PCR_SELECTION;
import tss.tpm.TPMS_SENSITIVE_CREATE;
import tss.tpm.TPM_HANDLE;

/** A TPM reached through TSS.Java. */
public final class TssTpmDevice implements TpmDevice {

    private final Tpm tpm = new Tpm();
    private final TssChannel channel;
    private final EndorsementHandles endorsement;

    TssTpmDevice(Link link) {
        channel = new TssChannel(link);
        tpm._setDevice(channel);
        endorsement = new EndorsementHandles(tpm, channel);
    }

    /**
     * Opens the TPM at {@code address}.
     *
     * @throws TpmDeviceException of kind {@code UNAVAILABLE} if nothing can be opened there
     */
    public static TssTpmDevice open(TpmAddress address) throws TpmDeviceException {
        try {
            return new TssTpmDevice(Link.open(address));
        } catch (IOException e) {
            throw new TpmDeviceException(
                    TpmDeviceException.Kind.UNAVAILABLE,
                    "cannot open the TPM at " + address + ": " + e.getMessage(),
                    e);
        }
    }

    @Override
    public TpmInfo info() throws TpmDeviceException {
        return Call.guarded(
                "read the TPM's properties", () -> Properties.read(tpm).info());
    }

    @Override
    public List<HashAlgorithm> banks() throws TpmDeviceException {
        return Call.guarded("list the PCR banks", () -> new PcrReader(tpm, channel).banks());
    }

    @Override
    public EndorsementKey endorsementKey(EndorsementKeyType type) throws TpmDeviceException {
        Bytes publicArea = Call.guarded(
                "get the endorsement key", () -> endorsement.get(type).publicArea());
        List<Bytes> certificates = Call.guarded("read the endorsement certificate", () -> {
            int bufferMax = Properties.read(tpm).nvBufferMax();
            return new EkCertificates(new NvMemory(tpm, bufferMax)).of(type);
        });
        return new EndorsementKey(publicArea, certificates);
    }

    @Override
    public KeyBlobs createAttestationKey(EndorsementKeyType parent) throws TpmDeviceException {
        return Call.guarded(
                "create an attestation key",
                () -> endorsement.use(parent, (key, session) -> {
                    tpm._withSession(session)
                            .Create(
                                    key,
                                    new TPMS_SENSITIVE_CREATE(),
                                    Templates.attestationKey(),
                                    new byte[0],
                                    new TPMS_PCR_SELECTION[0]);
                    ByteReader response = channel.parameters(0);
                    Bytes privateArea = Call.sized(response.tpm2b("outPrivate"));
                    return new KeyBlobs(Call.sized(response.tpm2b("outPublic")), privateArea);
                }));
    }

    @Override
    public AttestationKey load(EndorsementKeyType parent, KeyBlobs key) throws TpmDeviceException {
        TPM_HANDLE handle = Call.guarded("load the attestation key", () -> {
            var privateArea = TPM2B_PRIVATE.fromBytes(key.privateArea().toArray());
            var publicArea = TPM2B_PUBLIC.fromBytes(key.publicArea().toArray()).publicArea;
            return endorsement.use(
                    parent, (ek, session) -> tpm._withSession(session).Load(ek, privateArea, publicArea));
        });
        return new TssAttestationKey(tpm, channel, endorsement, parent, handle, key.name());
    }

    @Override
    public KeyBlobs createClientKey(ClientKeyType type) throws TpmDeviceException {
        return Call.guarded("create a client key", () -> new ClientKeys(tpm, channel).create(type));
    }

    @Override
    public ClientKey loadClientKey(KeyBlobs key) throws TpmDeviceException {
        return Call.guarded("load the client key", () -> new ClientKeys(tpm, channel).load(key));
    }

    @Override
    public PcrValues readPcrs(List<PcrSelection> selection) throws TpmDeviceException {
        return Call.guarded("read the PCRs", () -> new PcrReader(tpm, channel).read(selection));
    }

    @Override
    public void close() {
        Quietly.run(endorsement::flush);
        Quietly.run(channel::close);
    }
}
