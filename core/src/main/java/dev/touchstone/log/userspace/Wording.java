package dev.touchstone.log.userspace;

import dev.touchstone.bytes.Printable;
import java.util.Map;
import java.util.function.Function;

/**
 * What systemd's measured strings mean (systemd, {@code TPM2_PCR_MEASUREMENTS.md}). It goes by the string and the
 * register, which a digest can vouch for, and not by the event type, which none does.
 */
final class Wording {

    private static final int PHASES_PCR = 11;
    private static final int MOST_FIELDS = 9;

    private static final Map<String, Form> FORMS = Map.of(
            "os-separator", new Form(1, _ -> "OS separator"),
            "nvpcr-separator", new Form(1, _ -> "NvPCR separator"),
            "nvpcr-init", new Form(4, f -> "NvPCR " + word(f[1]) + " set up at " + word(f[2])),
            "machine-id", new Form(2, f -> "machine id " + word(f[1])),
            "product-id", new Form(2, f -> "product id " + word(f[1])),
            "file-system", new Form(8, f -> "file system " + quote(f[1]) + " (" + word(f[2]) + ", " + word(f[3]) + ")"),
            "cryptsetup-keyslot", new Form(5, f -> "key slot " + word(f[4]) + " of volume " + quote(f[1])),
            "verity", new Form(3, f -> "verity device " + quote(f[1]) + ", root hash " + word(f[2])),
            "login", new Form(3, f -> "login of " + quote(f[1])));

    /** A form of colon-separated fields, the name of the form first. Colons within fields are escaped by systemd. */
    private record Form(int fields, Function<String[], String> words) {

        boolean fits(int count) {
            return fields == 1 ? count == 1 : count >= fields;
        }
    }

    private Wording() {}

    /** In words, a string that was measured into {@code register}. */
    static String of(String string, Register register) {
        String[] fields = fields(string);
        Form form = FORMS.get(fields[0]);
        if (form != null && form.fits(fields.length)) {
            return form.words.apply(fields);
        }
        return register.equals(new Register.Pcr(PHASES_PCR)) ? "boot phase " + quote(string) : quote(string);
    }

    /** In words, what an unbound record claims. */
    static String claimed(UserspaceRecord record) {
        if (record.string().isEmpty()) {
            return "a record of "
                    + record.eventType().map(t -> "type " + quote(t)).orElse("no stated type");
        }
        String string = record.string().get();
        String[] fields = fields(string);
        // Only here: without the key in its digest, the same string is no volume key.
        if (record.isVolumeKey() && fields[0].equals("cryptsetup") && fields.length > 1) {
            return "volume key of " + quote(fields[1]);
        }
        return of(string, record.register());
    }

    private static String[] fields(String string) {
        return string.split(":", MOST_FIELDS);
    }

    private static String word(String text) {
        return Printable.word(text);
    }

    private static String quote(String text) {
        return Printable.quote(text);
    }
}
