package dev.touchstone.server.trust;

import dev.touchstone.bytes.Bytes;
import java.util.List;
import java.util.Locale;

/** What the certificates sent with an endorsement key say of it. */
public sealed interface EkTrust {

    /**
     * A maker an administrator trusts vouches for the key.
     *
     * @param identity what may be claimed for the host
     * @param maker whose root it is
     * @param certificate the EK certificate, bare DER
     * @param detail the TPM, the root, and whatever a policy excused, for a person
     */
    record Trusted(Identity identity, String maker, Bytes certificate, String detail) implements EkTrust {}

    /**
     * Certificates were sent and do not hold.
     *
     * @param defects every reason found, at least one
     */
    record Refused(List<EkDefect> defects) implements EkTrust {
        public Refused {
            defects = List.copyOf(defects);
        }
    }

    /** None was sent: such a host needs a pin, and claims no hardware. */
    record NoCertificate() implements EkTrust {}

    /** What kind of TPM a root's certificates are for. */
    enum Identity {
        /** A chip, or firmware a chip's maker vouches for. */
        HARDWARE,
        /** Software that whoever runs the hypervisor can copy. */
        VIRTUAL;

        /** {@code hardware} or {@code virtual}, as stored and as sent. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
