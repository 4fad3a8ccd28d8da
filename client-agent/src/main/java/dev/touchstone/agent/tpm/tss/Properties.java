package dev.touchstone.agent.tpm.tss;

import dev.touchstone.agent.tpm.TpmInfo;
import java.util.HashMap;
import java.util.Map;
import tss.Tpm;
import tss.tpm.TPML_TAGGED_TPM_PROPERTY;
import tss.tpm.TPMS_TAGGED_PROPERTY;
import tss.tpm.TPM_CAP;

/** The fixed properties of a TPM (TPM 2.0 Library, Part 2, §6.13). */
final class Properties {

    private static final int FIXED = 0x100;
    private static final int MANUFACTURER = FIXED + 5;
    private static final int VENDOR_STRING_1 = FIXED + 6;
    private static final int FIRMWARE_VERSION_1 = FIXED + 11;
    private static final int FIRMWARE_VERSION_2 = FIXED + 12;
    private static final int NV_BUFFER_MAX = FIXED + 44;
    private static final int COUNT = 64;

    private final Map<Integer, Integer> values;

    private Properties(Map<Integer, Integer> values) {
        this.values = values;
    }

    static Properties read(Tpm tpm) {
        Map<Integer, Integer> values = new HashMap<>();
        var answer = (TPML_TAGGED_TPM_PROPERTY) tpm.GetCapability(TPM_CAP.TPM_PROPERTIES, FIXED, COUNT).capabilityData;
        for (TPMS_TAGGED_PROPERTY property : answer.tpmProperty) {
            values.put(property.property.toInt(), property.value);
        }
        return new Properties(values);
    }

    int nvBufferMax() {
        return get(NV_BUFFER_MAX);
    }

    TpmInfo info() {
        StringBuilder vendor = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            vendor.append(letters(get(VENDOR_STRING_1 + i)));
        }
        int high = get(FIRMWARE_VERSION_1);
        int low = get(FIRMWARE_VERSION_2);
        String firmware = (high >>> 16) + "." + (high & 0xffff) + "." + (low >>> 16) + "." + (low & 0xffff);
        return new TpmInfo(letters(get(MANUFACTURER)).strip(), vendor.toString().strip(), firmware);
    }

    private int get(int property) {
        return values.getOrDefault(property, 0);
    }

    /** Four octets as the printable ASCII among them. */
    private static String letters(int packed) {
        StringBuilder text = new StringBuilder();
        for (int shift = 24; shift >= 0; shift -= 8) {
            char letter = (char) (packed >>> shift & 0xff);
            if (letter >= ' ' && letter < 0x7f) {
                text.append(letter);
            }
        }
        return text.toString();
    }
}
