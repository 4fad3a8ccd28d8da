package dev.touchstone.server.attestation;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.tpm.AttestationKey;
import dev.touchstone.tpm.TpmPublic;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Attestation keys made ready for use, kept by their public area: making one costs more than using it. */
@Component
class AttestationKeys {

    private static final int MAX = 20_000;

    private final Map<Bytes, AttestationKey> keys = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, AttestationKey> eldest) {
            return size() > MAX;
        }
    };

    synchronized AttestationKey of(HostRecord host) {
        return keys.computeIfAbsent(host.akPublic(), AttestationKeys::make);
    }

    private static AttestationKey make(Bytes akPublic) {
        try {
            return AttestationKey.of(TpmPublic.parse(akPublic));
        } catch (MalformedException e) {
            throw new IllegalStateException("a stored attestation key does not read", e);
        }
    }
}
