package dev.touchstone.uefi;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.util.Optional;

/**
 * What EV_NO_ACTION tells, by the signature it begins with (PC Client PFP §10.4.5). Nothing of it is measured, so none
 * of it can be believed. The Spec ID event is for the reader of the log.
 */
public sealed interface NoAction {

    /** Bytes of a signature. */
    int SIGNATURE_SIZE = 16;

    /** From which locality the TPM was started (PC Client PFP §10.4.5.3); 0–255. */
    record StartupLocality(int locality) implements NoAction {}

    /**
     * Where to look for the platform's reference manifest (PC Client PFP §10.4.5.2; NIST SP 800-155).
     *
     * @param form 1, 2 or 3: each adds to the one before
     * @param vendorId IANA enterprise number, unsigned
     * @param referenceManifest the manifest's GUID
     * @param platform from form 2 on
     * @param referenceManifestLocator from form 3 on
     * @param platformCertificateLocator from form 3 on
     */
    record Sp800155(
            int form,
            long vendorId,
            Guid referenceManifest,
            Optional<Platform> platform,
            Optional<Locator> referenceManifestLocator,
            Optional<Locator> platformCertificateLocator)
            implements NoAction {}

    /**
     * The platform an SP 800-155 event names; each text as logged, not fit to show as it is, at most 255 characters.
     *
     * @param firmwareManufacturerId IANA enterprise number, unsigned
     */
    record Platform(
            String manufacturer,
            String model,
            String version,
            String firmwareManufacturer,
            long firmwareManufacturerId,
            String firmwareVersion) {}

    /**
     * Where an SP 800-155 event sends one.
     *
     * @param type 0 the data itself, 1 URI, 2 device path, 3 UEFI variable, unsigned
     * @param value by its type
     */
    record Locator(long type, Bytes value) {}

    /**
     * What the H-CRTM measured of one component (PC Client PFP §10.4.5): TCG_HCRTMComponentEvent.
     *
     * @param description as logged, not fit to show as it is; at most 255 characters
     * @param format 0x00 digest, 0x80 raw data
     * @param measurement by its format
     */
    record HcrtmComponent(String description, int format, Bytes measurement) implements NoAction {}

    /** A device's certificate chain extended into an NV index (PC Client PFP §10.4.5): NV_INDEX_INSTANCE_EVENT_LOG. */
    record NvIndexInstance(int version, Spdm device) implements NoAction {}

    /**
     * What changes with each boot of a device's answers (PC Client PFP §10.4.5): NV_INDEX_DYNAMIC_EVENT_LOG.
     *
     * @param uid the sub-header's it belongs to, unsigned
     * @param description as logged, not fit to show as it is
     * @param data such as a nonce
     */
    record NvIndexDynamic(int version, long uid, String description, Bytes data) implements NoAction {}

    /**
     * Anything else.
     *
     * @param signature printable; all of what is shorter than a signature
     * @param data what follows it
     */
    record Unknown(String signature, Bytes data) implements NoAction {}

    /**
     * Reads the data of an EV_NO_ACTION event.
     *
     * @throws MalformedException if the signature is known here and the rest is not what it promises
     */
    static NoAction parse(Bytes bytes) throws MalformedException {
        return NoActionReader.read(bytes);
    }
}
