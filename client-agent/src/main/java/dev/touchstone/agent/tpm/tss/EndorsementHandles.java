package dev.touchstone.agent.tpm.tss;

import dev.touchstone.agent.tpm.EndorsementKeyType;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import tss.Tpm;
import tss.tpm.TPMS_PCR_SELECTION;
import tss.tpm.TPMS_SENSITIVE_CREATE;
import tss.tpm.TPMT_SYM_DEF;
import tss.tpm.TPM_ALG_ID;
import tss.tpm.TPM_HANDLE;
import tss.tpm.TPM_SE;

/** The endorsement keys in use, each made or found once while the device is open, and the sessions to use them. */
final class EndorsementHandles {

    private static final int NONCE = 16;

    /** A usable endorsement key. */
    record Handle(TPM_HANDLE handle, Bytes publicArea, boolean isTransient) {}

    private final Tpm tpm;
    private final TssChannel channel;
    private final Map<EndorsementKeyType, Handle> handles = new EnumMap<>(EndorsementKeyType.class);

    EndorsementHandles(Tpm tpm, TssChannel channel) {
        this.tpm = tpm;
        this.channel = channel;
    }

    Handle get(EndorsementKeyType type) throws MalformedException {
        Handle known = handles.get(type);
        if (known != null) {
            return known;
        }
        Optional<Handle> persistent = persistent(type);
        Handle handle = persistent.isPresent() ? persistent.get() : create(type);
        handles.put(type, handle);
        return handle;
    }

    /** Where provisioning leaves the key (TCG Provisioning Guidance §7.8), if what is there follows the template. */
    private Optional<Handle> persistent(EndorsementKeyType type) throws MalformedException {
        TPM_HANDLE handle = switch (type) {
            case RSA -> new TPM_HANDLE(0x81010001);
            case ECC -> new TPM_HANDLE(0x81010002);
        };
        try {
            tpm.ReadPublic(handle);
        } catch (CommandRefused e) {
            if (e.base() == CommandRefused.HANDLE) {
                return Optional.empty();
            }
            throw e;
        }
        Bytes publicArea = Call.sized(channel.parameters(0).tpm2b("outPublic"));
        return Templates.follows(type, publicArea)
                ? Optional.of(new Handle(handle, publicArea, false))
                : Optional.empty();
    }

    /** The same key each time, derived from the TPM's endorsement seed; slow on hardware when it is RSA. */
    private Handle create(EndorsementKeyType type) throws MalformedException {
        TPM_HANDLE handle = tpm.CreatePrimary(
                        tpm._EndorsementHandle,
                        new TPMS_SENSITIVE_CREATE(),
                        Templates.endorsementKey(type),
                        new byte[0],
                        new TPMS_PCR_SELECTION[0])
                .handle;
        return new Handle(handle, Call.sized(channel.parameters(1).tpm2b("outPublic")), true);
    }

    /** Something done with an endorsement key in a session that satisfies its policy. */
    interface Use<T> {
        T with(TPM_HANDLE key, TPM_HANDLE session) throws MalformedException;
    }

    /** Runs {@code use} in a session with PolicySecret(endorsement), which is flushed after it. */
    <T> T use(EndorsementKeyType type, Use<T> use) throws MalformedException {
        TPM_HANDLE key = get(type).handle();
        TPM_HANDLE session = tpm.StartAuthSession(
                        TPM_HANDLE.NULL,
                        TPM_HANDLE.NULL,
                        new byte[NONCE],
                        new byte[0],
                        TPM_SE.POLICY,
                        new TPMT_SYM_DEF(TPM_ALG_ID.NULL, 0, TPM_ALG_ID.NULL),
                        TPM_ALG_ID.SHA256)
                .handle;
        try {
            tpm.PolicySecret(tpm._EndorsementHandle, session, new byte[0], new byte[0], new byte[0], 0);
            return use.with(key, session);
        } finally {
            Quietly.run(() -> tpm.FlushContext(session));
        }
    }

    /** Frees the slots of the keys made here. */
    void flush() {
        for (Handle handle : handles.values()) {
            if (handle.isTransient()) {
                tpm.FlushContext(handle.handle());
            }
        }
        handles.clear();
    }
}
