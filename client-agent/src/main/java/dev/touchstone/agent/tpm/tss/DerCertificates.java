package dev.touchstone.agent.tpm.tss;

import dev.touchstone.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Finds certificates in the content of NV indices by the outermost DER length alone; nothing inside is looked at. */
final class DerCertificates {

    /** More than any maker's chain. */
    static final int MAX_CERTIFICATES = 16;

    private static final int SEQUENCE = 0x30;
    private static final int TWO_LENGTH_BYTES = 0x82;
    private static final int HEADER = 4;

    private DerCertificates() {}

    /** {@code content} without what pads it to the index's size; anything unexpected is left whole for the server. */
    static Bytes withoutPadding(Bytes content) {
        int end = end(content, 0);
        if (end < 0) {
            return content;
        }
        Bytes rest = content.slice(end, content.length());
        return rest.consistsOf(0x00) || rest.consistsOf(0xff) ? content.slice(0, end) : content;
    }

    /**
     * The certificates of a chain, one after the other, possibly padded in between (EK Credential Profile 2.5,
     * §2.2.1.5.2); ends at the first byte that begins neither.
     */
    static List<Bytes> chain(Bytes content) {
        List<Bytes> found = new ArrayList<>();
        int at = 0;
        while (at < content.length() && found.size() < MAX_CERTIFICATES) {
            int end = end(content, at);
            if (end > 0) {
                found.add(content.slice(at, end));
                at = end;
            } else if (content.at(at) == 0x00 || content.at(at) == 0xff) {
                at++;
            } else {
                break;
            }
        }
        return found;
    }

    /** Where the certificate beginning at {@code at} ends, or -1 if none does. */
    private static int end(Bytes content, int at) {
        if (content.length() - at < HEADER || content.at(at) != SEQUENCE || content.at(at + 1) != TWO_LENGTH_BYTES) {
            return -1;
        }
        int end = at + HEADER + (content.at(at + 2) << 8 | content.at(at + 3));
        return end <= content.length() ? end : -1;
    }
}
