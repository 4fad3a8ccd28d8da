package dev.touchstone.log.ima;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.Printable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a template's data consists of.
 *
 * @param name as in the record
 * @param fields in order, each at most once
 */
record Template(String name, List<Field> fields) {

    /** Bytes of a name; a custom template is named by its format. */
    static final int MAX_NAME = Printable.MAX_LENGTH;

    /** Bytes of the digest in the template {@code ima}. */
    static final int ORIGINAL_DIGEST = 20;

    /** Bytes of a path in the template {@code ima} (IMA_EVENT_NAME_LEN_MAX). */
    static final int ORIGINAL_MAX_PATH = 255;

    private static final String ORIGINAL_NAME = "ima";
    private static final Bytes ORIGINAL = Bytes.ofUtf8(ORIGINAL_NAME);

    private static final Map<String, Template> BUILT_IN = Stream.of(
                    of(ORIGINAL_NAME, "d|n"),
                    of("ima-ng", "d-ng|n-ng"),
                    of("ima-sig", "d-ng|n-ng|sig"),
                    of("ima-ngv2", "d-ngv2|n-ng"),
                    of("ima-sigv2", "d-ngv2|n-ng|sig"),
                    of("ima-buf", "d-ng|n-ng|buf"),
                    of("ima-modsig", "d-ng|n-ng|sig|d-modsig|modsig"),
                    of("evm-sig", "d-ng|n-ng|evmsig|xattrnames|xattrlengths|xattrvalues|iuid|igid|imode"))
            .flatMap(Optional::stream)
            .collect(Collectors.toUnmodifiableMap(Template::name, Function.identity()));

    /** Whether the name at {@code at} is {@code ima}, whose data has a layout of its own. */
    static boolean isOriginal(Bytes raw, int at, int length) {
        return length == ORIGINAL.length() && raw.holds(ORIGINAL, at);
    }

    /** The built-in template of this name, or the custom one whose format it is (ima_template_fmt=). */
    static Optional<Template> named(String name) {
        Template builtIn = BUILT_IN.get(name);
        return builtIn == null ? of(name, name) : Optional.of(builtIn);
    }

    private static Optional<Template> of(String name, String format) {
        List<Field> fields = new ArrayList<>();
        for (String id : format.split("\\|", -1)) {
            Optional<Field> field = Field.of(id);
            if (field.isEmpty() || fields.contains(field.get())) {
                return Optional.empty();
            }
            fields.add(field.get());
        }
        return Optional.of(new Template(name, Collections.unmodifiableList(fields)));
    }

    /** Whether this is {@code ima}, whose data has a layout of its own. */
    boolean isOriginal() {
        return name.equals(ORIGINAL_NAME);
    }
}
